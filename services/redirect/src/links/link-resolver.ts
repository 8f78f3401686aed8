import type { LinkAddress } from "@shunt/cache";
import type { CachedLink, LinkChange } from "@shunt/contracts/cached";
import { defaultDomainId } from "@shunt/contracts/domains";
import type { Dependency, Found, LookUp } from "./look-up.ts";
import type { Entry, Known, MemoryCache } from "./memory-cache.ts";
import type { MissingCodes } from "./missing-codes.ts";

/** Where an answer came from. `stale` is memory that nobody could confirm. */
export type Source = "memory" | Dependency | "stale";

export interface Resolved {
  link: Known;
  source: Source;
}

export interface LinkResolver {
  /** The link behind a code, or `null` when there is none, as far as memory can say; undefined when it is to be found first. */
  known(domainId: number, code: string): Resolved | undefined;
  /** Whether there is a link in memory, fresh or not. */
  has(domainId: number, code: string): boolean;
  /**
   * Asks Redis and Postgres for the link behind a code, once for all who wait for it.
   *
   * @throws Problem "unavailable" when neither Redis nor Postgres can say and memory never knew.
   */
  find(domainId: number, code: string): Promise<Resolved>;
  /** A link has changed: what is older than the change is forgotten. */
  forget(change: LinkChange): void;
  /** Any link may have changed: what is known is asked for anew, and serves meanwhile only where nobody can say. */
  forgetAll(): void;
  /** While changes may be missed, memory is believed for moments only. */
  setTrusted(isTrusted: boolean): void;
}

export interface LinkResolverDeps {
  memory: MemoryCache;
  missing: MissingCodes;
  lookUp: LookUp<LinkAddress, CachedLink>;
  now: () => number;
}

/** A look-up under way; `isOutdated` once the link has changed while it ran. */
interface Flight {
  result: Promise<Resolved>;
  isOutdated: boolean;
}

/**
 * How long an answer is believed while changes cannot be heard: short, as it may be wrong meanwhile, and yet a link that
 * everybody clicks costs Postgres one question in that time rather than one a click.
 */
const untrustedTtlMs = 1_000;
/** For so long after it ceased to be fresh, a link is still served at once while it is asked for anew. */
const staleWhileRevalidateMs = 5 * 60_000;
const nothing: Resolved = { link: null, source: "memory" };

export function createLinkResolver({ memory, missing, lookUp, now }: LinkResolverDeps): LinkResolver {
  const flights = new Map<string, Flight>();
  let isTrusted = false;
  /** What was stored before may have missed a change. */
  let trustedSince = 0;

  function isFresh(entry: Entry, at: number): boolean {
    if (!isTrusted) return at < entry.storedAt + untrustedTtlMs;
    return at < entry.freshUntil && entry.storedAt >= trustedSince;
  }

  function mayServeStale(entry: Entry, at: number): boolean {
    return isTrusted && entry.storedAt >= trustedSince && at < entry.freshUntil + staleWhileRevalidateMs;
  }

  function distrustStoredBefore(time: number): void {
    trustedSince = time;
    missing.clear();
    for (const flight of flights.values()) flight.isOutdated = true;
    flights.clear();
  }

  function fly(key: string, address: LinkAddress): Promise<Resolved> {
    const land = () => flights.get(key) === flight && flights.delete(key);
    const result = lookUp(address).then(
      (found): Resolved => {
        land();
        if (!flight.isOutdated) keep(key, found);
        return { link: found.value ?? null, source: found.source };
      },
      (err: unknown): Resolved => {
        land();
        const known = memory.find(key);
        if (known) return { link: known.link, source: "stale" };
        throw err;
      },
    );
    const flight: Flight = { isOutdated: false, result };
    flights.set(key, flight);
    return result;
  }

  function keep(key: string, { value }: Found<CachedLink>): void {
    if (value) {
      memory.set(key, value);
      missing.delete(key);
      return;
    }
    memory.delete(key);
    if (isTrusted) missing.add(key);
  }

  return {
    known(domainId, code) {
      const key = toKey(domainId, code);
      const entry = memory.find(key);
      if (entry === undefined) return isTrusted && missing.has(key) ? nothing : undefined;
      const at = now();
      if (isFresh(entry, at)) return entry;
      if (!mayServeStale(entry, at)) return undefined;
      // Refreshed beside the answer; visitors that wait for a look-up hear of its failure.
      if (!flights.has(key)) fly(key, { domainId, code }).catch(() => {});
      return entry;
    },
    has: (domainId, code) => memory.find(toKey(domainId, code)) !== undefined,
    find(domainId, code) {
      const key = toKey(domainId, code);
      return flights.get(key)?.result ?? fly(key, { domainId, code });
    },
    forget({ domainId, code, version }) {
      const key = toKey(domainId, code);
      memory.invalidate(key, version);
      missing.delete(key);
      const flight = flights.get(key);
      if (!flight) return;
      // Whoever asks from now on must not get an answer that was read before the change.
      flight.isOutdated = true;
      flights.delete(key);
    },
    // What was stored within this very millisecond may be from before.
    forgetAll: () => distrustStoredBefore(now() + 1),
    setTrusted(value) {
      isTrusted = value;
      distrustStoredBefore(now());
    },
  };
}

/** Links of the default domain, which are most, go by their code alone: no text is put together to find them. */
export function toKey(domainId: number, code: string): string {
  return domainId === defaultDomainId ? code : `${domainId}:${code}`;
}
