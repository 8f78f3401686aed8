import type { LinkAddress } from "@shunt/cache";
import type { CachedLink } from "@shunt/contracts/cached";
import type { Found, LookUp } from "./look-up.ts";
import type { MemoryCache } from "./memory-cache.ts";
import type { MissingCodes } from "./missing-codes.ts";
import type { Resolved } from "./resolved.ts";
import type { Trust } from "./trust.ts";

/** A look-up under way; `isOutdated` once the link has changed while it ran. */
interface Flight {
  result: Promise<Resolved>;
  isOutdated: boolean;
}

export interface FlightsDeps {
  memory: MemoryCache;
  missing: MissingCodes;
  lookUp: LookUp<LinkAddress, CachedLink>;
}

/** Look-ups under way, at most one per link. Memory keeps what they find, unless the link changes meanwhile. */
export class Flights {
  readonly #flights = new Map<string, Flight>();
  readonly #deps: FlightsDeps;
  readonly #trust: Trust;

  constructor(deps: FlightsDeps, trust: Trust) {
    this.#deps = deps;
    this.#trust = trust;
  }

  has(key: string): boolean {
    return this.#flights.has(key);
  }

  /**
   * The result of the look-up that is under way, or of a new one.
   *
   * @throws Problem "unavailable" when no store answers and memory has no link
   */
  join(key: string, address: LinkAddress): Promise<Resolved> {
    return this.#flights.get(key)?.result ?? this.#start(key, address);
  }

  /** The link has changed: later callers must not get an answer that was read before the change. */
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
    const land = () => this.#flights.get(key) === flight && this.#flights.delete(key);
    const result = this.#deps.lookUp(address).then(
      (found): Resolved => {
        land();
        if (!flight.isOutdated) this.#keep(key, found);
        return { link: found.value ?? null, source: found.source };
      },
      (err: unknown): Resolved => {
        land();
        const known = this.#deps.memory.find(key);
        if (known) return { link: known.link, source: "stale" };
        throw err;
      },
    );
    const flight: Flight = { isOutdated: false, result };
    this.#flights.set(key, flight);
    return result;
  }

  #keep(key: string, { value }: Found<CachedLink>): void {
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
