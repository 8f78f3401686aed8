import type { LinkAddress } from "@shunt/cache";
import type { CachedLink } from "@shunt/contracts/cached";
import type { Found, LookUp } from "./look-up.ts";
import type { MemoryCache } from "./memory-cache.ts";
import type { MissingCodes } from "./missing-codes.ts";
import type { Resolved } from "./resolved.ts";
import type { Trust } from "./trust.ts";

/**
 * Use of a look-up's result: visitors get it (`serve`); they get it only while no store answers, because a change of the link may
 * have been missed (`fallback`); or none does, because the link has changed (`discard`).
 */
type Use = "serve" | "fallback" | "discard";

interface Flight {
  result: Promise<Resolved>;
  use: Use;
}

export interface SingleFlightDeps {
  memory: MemoryCache;
  missing: MissingCodes;
  lookUp: LookUp<LinkAddress, CachedLink>;
}

/** Runs at most one look-up per link at a time. Memory stores its result, unless the link changes in the meantime. */
export class SingleFlight {
  readonly #flights = new Map<string, Flight>();
  /** The latest look-up of each link that no later caller may join, but whose result is a fallback. */
  readonly #fallbacks = new Map<string, Flight>();
  readonly #deps: SingleFlightDeps;
  readonly #trust: Trust;

  constructor(deps: SingleFlightDeps, trust: Trust) {
    this.#deps = deps;
    this.#trust = trust;
  }

  has(key: string): boolean {
    return this.#flights.has(key);
  }

  /**
   * Joins the current look-up of a link, or starts one.
   *
   * @throws Problem "unavailable" if no store answers and memory has no link
   */
  join(key: string, address: LinkAddress): Promise<Resolved> {
    return this.#flights.get(key)?.result ?? this.#start(key, address);
  }

  /** Detaches the look-up of a changed link, so that later callers do not get a result from before the change. */
  outdate(key: string): void {
    for (const flights of [this.#flights, this.#fallbacks]) {
      const flight = flights.get(key);
      if (!flight) continue;
      flight.use = "discard";
      flights.delete(key);
    }
  }

  /** Detaches all look-ups, because any link may have changed. Their results are served only if no store answers. */
  distrustAll(): void {
    for (const [key, flight] of this.#flights) {
      this.#discardFallback(key);
      flight.use = "fallback";
      this.#fallbacks.set(key, flight);
    }
    this.#flights.clear();
  }

  #start(key: string, address: LinkAddress): Promise<Resolved> {
    const end = () => {
      for (const flights of [this.#flights, this.#fallbacks]) if (flights.get(key) === flight) flights.delete(key);
    };
    const result = this.#deps.lookUp(address).then(
      (found): Resolved => {
        end();
        if (flight.use === "serve") {
          this.#discardFallback(key);
          this.#store(key, found);
        }
        if (flight.use === "fallback" && found.value) this.#deps.memory.setFallback(key, found.value);
        return { link: found.value ?? null, source: found.source };
      },
      (err: unknown): Resolved => {
        end();
        const stale = this.#deps.memory.find(key);
        if (stale) return { link: stale.link, source: "stale" };
        throw err;
      },
    );
    const flight: Flight = { use: "serve", result };
    this.#flights.set(key, flight);
    return result;
  }

  /** An earlier look-up may return what a later one has found changed or gone. */
  #discardFallback(key: string): void {
    const earlier = this.#fallbacks.get(key);
    if (earlier) earlier.use = "discard";
    this.#fallbacks.delete(key);
  }

  #store(key: string, { value }: Found<CachedLink>): void {
    const { memory, missing } = this.#deps;
    if (value) {
      memory.set(key, value);
      missing.delete(key);
      return;
    }
    memory.delete(key);
    if (this.#trust.isTrusted) missing.add(key);
  }
}
