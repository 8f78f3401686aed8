import type { LinkChange } from "@shunt/contracts/cached";
import { defaultDomainId } from "@shunt/contracts/domains";
import type { Resolved } from "./resolved.ts";
import { SingleFlight, type SingleFlightDeps } from "./single-flight.ts";
import { Trust } from "./trust.ts";

export interface LinkResolver {
  /** Returns the link of a code from memory, or `null` if no link has it; undefined if it needs a look-up. */
  findInMemory(domainId: number, code: string): Resolved | undefined;
  /** Whether memory has a link, fresh or stale. */
  isInMemory(domainId: number, code: string): boolean;
  /**
   * Looks up the link of a code in Redis and Postgres, once for all waiting visitors.
   *
   * @throws Problem "unavailable" if neither store answers and memory has no link
   */
  find(domainId: number, code: string): Promise<Resolved>;
  /** Drops versions older than the change. */
  forget(change: LinkChange): void;
  /** Marks all links as stale, because any may have changed. Stale links are served only if no store answers. */
  forgetAll(): void;
  /** @param isTrusted false while changes may be missed; links are fresh for a moment only then */
  setTrusted(isTrusted: boolean): void;
}

export interface LinkResolverDeps extends SingleFlightDeps {
  now: () => number;
}

const missingLink: Resolved = { link: null, source: "memory" };

export function createLinkResolver({ now, ...deps }: LinkResolverDeps): LinkResolver {
  const { memory, missing } = deps;
  const trust = new Trust();
  const singleFlight = new SingleFlight(deps, trust);

  function distrustStoredBefore(time: number): void {
    trust.distrustStoredBefore(time);
    missing.clear();
    singleFlight.distrustAll();
  }

  return {
    findInMemory(domainId, code) {
      const key = toKey(domainId, code);
      const entry = memory.find(key);
      if (entry === undefined) return trust.isTrusted && missing.has(key) ? missingLink : undefined;
      const at = now();
      if (trust.isFresh(entry, at)) return entry;
      if (!trust.mayServeStale(entry, at)) return undefined;
      // Refreshed in the background. Visitors that wait for the same look-up get its error.
      if (!singleFlight.has(key)) singleFlight.join(key, { domainId, code }).catch(() => {});
      return entry;
    },
    isInMemory: (domainId, code) => memory.find(toKey(domainId, code)) !== undefined,
    find: (domainId, code) => singleFlight.join(toKey(domainId, code), { domainId, code }),
    forget({ domainId, code, version }) {
      const key = toKey(domainId, code);
      memory.invalidate(key, version);
      missing.delete(key);
      singleFlight.outdate(key);
    },
    // An entry stored in this millisecond may be from before the change.
    forgetAll: () => distrustStoredBefore(now() + 1),
    setTrusted(isTrusted) {
      trust.set(isTrusted);
      distrustStoredBefore(now());
    },
  };
}

/** Most links are on the default domain: their key is the code itself, which saves a concatenation. */
export function toKey(domainId: number, code: string): string {
  return domainId === defaultDomainId ? code : `${domainId}:${code}`;
}
