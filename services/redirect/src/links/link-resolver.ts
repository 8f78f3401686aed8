import type { LinkCache } from "@shunt/cache";
import { type CachedLink, type LinkChange, Problem } from "@shunt/contracts";
import type { Known, MemoryCache } from "./memory-cache.ts";

/** Where an answer came from. `stale` is memory that nobody could confirm. */
export type Source = "memory" | "redis" | "postgres" | "stale";

export interface Resolved {
  link: Known;
  source: Source;
}

export interface LinkResolver {
  /**
   * The link behind a code, or `null` when there is none. A hit in memory is answered at once, without a promise.
   *
   * @throws Problem "unavailable" when neither Redis nor Postgres can say and memory never knew.
   */
  resolve(domainId: number, code: string): Resolved | Promise<Resolved>;
  /** A link has changed: what is older than the change is forgotten. */
  forget(change: LinkChange): void;
  /** While changes may be missed, memory is not believed. */
  setTrusted(isTrusted: boolean): void;
}

export interface LinkResolverDeps {
  memory: MemoryCache;
  cache: LinkCache;
  findLink: (domainId: number, code: string) => Promise<CachedLink | undefined>;
  onError: (err: unknown, source: "redis" | "postgres") => void;
}

/** A look-up under way; `isOutdated` once the link has changed while it ran. */
interface Flight {
  result: Promise<Resolved>;
  isOutdated: boolean;
}

export function createLinkResolver(deps: LinkResolverDeps): LinkResolver {
  const { memory } = deps;
  const flights = new Map<string, Flight>();
  let isTrusted = false;

  function fly(key: string, domainId: number, code: string): Promise<Resolved> {
    const flight: Flight = { isOutdated: false, result: lookUp(deps, domainId, code) };
    flights.set(key, flight);
    flight.result = flight.result
      .then(
        resolved => {
          if (isTrusted && !flight.isOutdated) memory.set(key, resolved.link);
          return resolved;
        },
        (err: unknown) => toLastResort(memory.lastKnownLink(key), err),
      )
      .finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      });
    return flight.result;
  }

  return {
    resolve(domainId, code) {
      const key = toKey(domainId, code);
      const link = isTrusted ? memory.get(key) : undefined;
      if (link !== undefined) return { link, source: "memory" };
      return flights.get(key)?.result ?? fly(key, domainId, code);
    },
    forget({ domainId, code, version }) {
      const key = toKey(domainId, code);
      memory.invalidate(key, version);
      const flight = flights.get(key);
      if (!flight) return;
      // Whoever asks from now on must not get an answer that was read before the change.
      flight.isOutdated = true;
      flights.delete(key);
    },
    setTrusted(value) {
      if (value && !isTrusted) memory.expireAll();
      isTrusted = value;
      for (const flight of flights.values()) flight.isOutdated = true;
      flights.clear();
    },
  };
}

function toKey(domainId: number, code: string): string {
  return `${domainId}:${code}`;
}

async function lookUp({ cache, findLink, onError }: LinkResolverDeps, domainId: number, code: string) {
  const cached = await cache.find(domainId, code).catch((err: unknown) => onError(err, "redis"));
  if (cached) return { link: cached, source: "redis" } satisfies Resolved;
  const link = await findLink(domainId, code).catch((err: unknown) => {
    onError(err, "postgres");
    throw new Problem("unavailable", undefined, { cause: err });
  });
  // Nobody waits for the cache to be filled; a failure only costs the next pod a question to Postgres.
  if (link) void cache.put(domainId, code, link).catch((err: unknown) => onError(err, "redis"));
  return { link: link ?? null, source: "postgres" } satisfies Resolved;
}

function toLastResort(link: CachedLink | undefined, err: unknown): Resolved {
  if (link) return { link, source: "stale" };
  throw err;
}
