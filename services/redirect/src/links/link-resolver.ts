import type { LinkChange } from "@shunt/contracts/cached";
import { defaultDomainId } from "@shunt/contracts/domains";
import { Flights, type FlightsDeps } from "./flights.ts";
import type { Resolved } from "./resolved.ts";
import { Trust } from "./trust.ts";

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

export interface LinkResolverDeps extends FlightsDeps {
  now: () => number;
}

const nothing: Resolved = { link: null, source: "memory" };

export function createLinkResolver({ now, ...deps }: LinkResolverDeps): LinkResolver {
  const { memory, missing } = deps;
  const trust = new Trust();
  const flights = new Flights(deps, trust);

  function distrustStoredBefore(time: number): void {
    trust.distrustStoredBefore(time);
    missing.clear();
    flights.outdateAll();
  }

  return {
    known(domainId, code) {
      const key = toKey(domainId, code);
      const entry = memory.find(key);
      if (entry === undefined) return trust.isTrusted && missing.has(key) ? nothing : undefined;
      const at = now();
      if (trust.isFresh(entry, at)) return entry;
      if (!trust.mayServeStale(entry, at)) return undefined;
      // Refreshed beside the answer; visitors that wait for a look-up get its failure.
      if (!flights.has(key)) flights.join(key, { domainId, code }).catch(() => {});
      return entry;
    },
    has: (domainId, code) => memory.find(toKey(domainId, code)) !== undefined,
    find: (domainId, code) => flights.join(toKey(domainId, code), { domainId, code }),
    forget({ domainId, code, version }) {
      const key = toKey(domainId, code);
      memory.invalidate(key, version);
      missing.delete(key);
      flights.outdate(key);
    },
    // An entry stored within this very millisecond may be from before.
    forgetAll: () => distrustStoredBefore(now() + 1),
    setTrusted(isTrusted) {
      trust.set(isTrusted);
      distrustStoredBefore(now());
    },
  };
}

/** Links of the default domain, which are most, go by their code alone: no text is put together to find them. */
export function toKey(domainId: number, code: string): string {
  return domainId === defaultDomainId ? code : `${domainId}:${code}`;
}
