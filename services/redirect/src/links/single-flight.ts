import type { LinkAddress } from "@shunt/cache";
import type { CachedLink } from "@shunt/contracts/cached";
import type { Found, LookUp } from "./look-up.ts";
import type { MemoryCache } from "./memory-cache.ts";
import type { MissingCodes } from "./missing-codes.ts";
import type { Resolved } from "./resolved.ts";
import type { Trust } from "./trust.ts";

interface Flight {
  result: Promise<Resolved>;
  /** Set when the link changes during the look-up. */
  isOutdated: boolean;
}

export interface SingleFlightDeps {
  memory: MemoryCache;
  missing: MissingCodes;
  lookUp: LookUp<LinkAddress, CachedLink>;
}

/** Runs at most one look-up per link at a time. Memory stores its result, unless the link changes in the meantime. */
export class SingleFlight {
  readonly #flights = new Map<string, Flight>();
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
    const flight = this.#flights.get(key);
    if (!flight) return;
    flight.isOutdated = true;
    this.#flights.delete(key);
  }

  outdateAll(): void {
    for (const flight of this.#flights.values()) flight.isOutdated = true;
    this.#flights.clear();
  }

  #start(key: string, address: LinkAddress): Promise<Resolved> {
    const end = () => this.#flights.get(key) === flight && this.#flights.delete(key);
    const result = this.#deps.lookUp(address).then(
      (found): Resolved => {
        end();
        if (!flight.isOutdated) this.#store(key, found);
        return { link: found.value ?? null, source: found.source };
      },
      (err: unknown): Resolved => {
        end();
        const stale = this.#deps.memory.find(key);
        if (stale) return { link: stale.link, source: "stale" };
        throw err;
      },
    );
    const flight: Flight = { isOutdated: false, result };
    this.#flights.set(key, flight);
    return result;
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
