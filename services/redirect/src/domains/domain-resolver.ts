import { isDeepStrictEqual } from "node:util";
import type { CachedDomain } from "@shunt/contracts/cached";
import { defaultDomainId, defaultHost } from "@shunt/contracts/domains";
import { Problem } from "@shunt/contracts/problem";
import type { MissLimit } from "../http/miss-limit.ts";
import type { Found, LookUp } from "../links/look-up.ts";
import { isDomainName, readHost } from "./read-host.ts";

/**
 * Resolves hosts to domains. An unregistered host resolves to the default domain (BASE_URL), so that short links work
 * behind proxies that do not forward the `Host` header.
 */
export interface DomainResolver {
  /**
   * Returns the domain of a host from memory; undefined if it needs a look-up.
   *
   * @param header `Host`, or the authority of an absolute-form target
   * @throws Problem "malformed-request" if it is not a valid host
   */
  findInMemory(header: string | undefined): CachedDomain | undefined;
  /**
   * Looks up the domain of a host, once for all waiting visitors.
   *
   * @param address client address, whose unregistered hosts are rate-limited
   * @throws Problem "unavailable" if no store answers, "rate-limited" after too many unregistered hosts
   */
  find(header: string, address: string): Promise<CachedDomain>;
  stop(): void;
}

export interface DomainResolverDeps {
  baseUrl: string;
  lookUp: LookUp<string, CachedDomain>;
  limit: Pick<MissLimit, "run">;
  now: () => number;
}

interface Entry {
  /** Undefined if the host is not registered. */
  domain: CachedDomain | undefined;
  freshUntil: number;
}

/** Changed and new domains take effect within this time. */
const ttlMs = 2_000;
/** Separate limits for domains and unknown hosts, so that made-up hosts evict no domains. */
const maxEntries = 10_000;

/** Settings of the default domain until the first look-up succeeds. Links work before that. */
export const plainDomain: CachedDomain = {
  id: defaultDomainId,
  version: 0,
  rootUrl: null,
  notFoundUrl: null,
  expiredUrl: null,
  robots: null,
  isCaseSensitive: true,
  rules: null,
};

export function createDomainResolver({ baseUrl, lookUp, limit, now }: DomainResolverDeps): DomainResolver {
  const domains = new Map<string, Entry>();
  const unknownHosts = new Map<string, Entry>();
  const lookUps = new Map<string, Promise<Found<CachedDomain>>>();
  let defaultDomain = plainDomain;
  /** Time of the last answer from a store. */
  let answeredAt = Number.NEGATIVE_INFINITY;
  const baseHost = new URL(baseUrl).host;
  const baseName = readHost(baseHost);
  // The last spelling of the base host: most visitors of a process send the same one.
  let baseHeader = baseHost;

  // Refreshed by a timer, so that most clicks need no clock. If a refresh fails, the old settings stay.
  const refresh = () =>
    void lookUp(defaultHost).then(
      ({ value }) => {
        answeredAt = now();
        defaultDomain = value === undefined ? plainDomain : keepRules(value, defaultDomain);
      },
      () => {},
    );
  refresh();
  const refreshing = setInterval(refresh, ttlMs);

  const ifFresh = (entry: Entry | undefined) =>
    entry !== undefined && entry.freshUntil > now() ? (entry.domain ?? defaultDomain) : undefined;
  const entryOf = (host: string) => domains.get(host) ?? unknownHosts.get(host);

  function startLookUp(host: string): Promise<Found<CachedDomain>> {
    const result = lookUp(host)
      .then(found => {
        answeredAt = now();
        const domain = found.value && keepRules(found.value, entryOf(host)?.domain);
        store(host, { domain, freshUntil: answeredAt + ttlMs });
        return found;
      })
      .finally(() => lookUps.delete(host));
    lookUps.set(host, result);
    return result;
  }

  function store(host: string, entry: Entry): void {
    domains.delete(host);
    unknownHosts.delete(host);
    const entries = entry.domain === undefined ? unknownHosts : domains;
    if (entries.size >= maxEntries) entries.delete(entries.keys().next().value as string);
    entries.set(host, entry);
  }

  /**
   * While the stores are down, known domains stay valid. An unknown host may have been registered since its last
   * look-up, so its entry counts only if it is about as recent as the last answer of a store.
   */
  function mayServeStale(entry: Entry): boolean {
    return entry.domain !== undefined || entry.freshUntil + ttlMs >= answeredAt;
  }

  return {
    findInMemory(header) {
      if (header === undefined || header === "" || header === baseHeader) return defaultDomain;
      // A header in canonical spelling needs no parsing.
      const entry = entryOf(header);
      if (entry !== undefined) return ifFresh(entry);
      const host = readHost(header);
      if (host === undefined) throw new Problem("malformed-request");
      if (isDomainName(host) && host !== baseName) return ifFresh(entryOf(host));
      baseHeader = header;
      return defaultDomain;
    },
    async find(header, address) {
      const host = readHost(header);
      if (host === undefined) throw new Problem("malformed-request");
      const entry = entryOf(host);
      const join = () => lookUps.get(host) ?? startLookUp(host);
      try {
        // Refreshes of hosts in memory are rare, so they need no limit.
        const { value } = await (entry ? join() : limit.run(address, join, ({ value: found }) => found === undefined));
        return value ?? defaultDomain;
      } catch (err) {
        if (entry === undefined || !mayServeStale(entry)) throw err;
        return entry.domain ?? defaultDomain;
      }
    },
    stop: () => clearInterval(refreshing),
  };
}

/** Keeps the object of equal rules. The compiled rules of links are found by it, so all would be compiled again. */
function keepRules(domain: CachedDomain, before: CachedDomain | undefined): CachedDomain {
  if (domain.rules === null || !isDeepStrictEqual(domain.rules, before?.rules)) return domain;
  return { ...domain, rules: before?.rules ?? null };
}
