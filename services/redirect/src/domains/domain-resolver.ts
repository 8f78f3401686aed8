import type { CachedDomain } from "@shunt/contracts/cached";
import { defaultDomainId, defaultHost } from "@shunt/contracts/domains";
import { Problem } from "@shunt/contracts/problem";
import type { MissLimit } from "../http/miss-limit.ts";
import type { Found, LookUp } from "../links/look-up.ts";
import { isDomainName, readHost } from "./read-host.ts";

/**
 * Which domain a host means. A host that is no registered domain means the default one, that of BASE_URL, so that short links work
 * behind proxies that do not pass the header on.
 */
export interface DomainResolver {
  /**
   * The domain of a host, as far as memory can say; undefined when it is to be found first.
   *
   * @param header `Host`, or the authority of an absolute-form target
   * @throws Problem "malformed-request" when it can be no host
   */
  known(header: string | undefined): CachedDomain | undefined;
  /**
   * Asks which domain a host means, once for all visitors that wait for it.
   *
   * @param address of the client, whose hosts that are no domains are limited
   * @throws Problem "unavailable" when neither Redis nor Postgres can say, "rate-limited" when the client has named too many
   * hosts that are no domains
   */
  find(header: string, address: string): Promise<CachedDomain>;
  stop(): void;
}

export interface DomainResolverDeps {
  /** Of the default domain. */
  baseUrl: string;
  lookUp: LookUp<string, CachedDomain>;
  limit: Pick<MissLimit, "run">;
  now: () => number;
}

interface Entry {
  /** Undefined when the host is no domain. */
  domain: CachedDomain | undefined;
  freshUntil: number;
}

/** A change of a domain is seen within this time, and so is a host that becomes one (ms). */
const ttlMs = 2_000;
/** Of each kind, so that made-up hosts push out no domains. */
const maxEntries = 10_000;

/** What holds for the default domain until its settings have been read: links are answered before that. */
export const plainDomain: CachedDomain = {
  id: defaultDomainId,
  version: 0,
  rootUrl: null,
  notFoundUrl: null,
  expiredUrl: null,
  robots: null,
  isCaseSensitive: true,
};

export function createDomainResolver({ baseUrl, lookUp, limit, now }: DomainResolverDeps): DomainResolver {
  const domains = new Map<string, Entry>();
  const strangers = new Map<string, Entry>();
  const flights = new Map<string, Promise<Found<CachedDomain>>>();
  let defaultDomain = plainDomain;
  /** When the stores answered last. */
  let answeredAt = Number.NEGATIVE_INFINITY;
  const baseHost = new URL(baseUrl).host;
  const baseName = readHost(baseHost);
  // Most visitors of a pod write its host in the same way.
  let baseHeader = baseHost;

  // By a timer, so that most clicks need no clock for it. While the stores are away, it stays as it was.
  const refresh = () =>
    void lookUp(defaultHost).then(
      ({ value }) => {
        answeredAt = now();
        defaultDomain = value ?? plainDomain;
      },
      () => {},
    );
  refresh();
  const refreshing = setInterval(refresh, ttlMs);

  const ifFresh = (entry: Entry | undefined) =>
    entry !== undefined && entry.freshUntil > now() ? (entry.domain ?? defaultDomain) : undefined;
  const entryOf = (host: string) => domains.get(host) ?? strangers.get(host);

  function fly(host: string): Promise<Found<CachedDomain>> {
    const flight = lookUp(host)
      .then(found => {
        answeredAt = now();
        keep(host, { domain: found.value, freshUntil: answeredAt + ttlMs });
        return found;
      })
      .finally(() => flights.delete(host));
    flights.set(host, flight);
    return flight;
  }

  function keep(host: string, entry: Entry): void {
    domains.delete(host);
    strangers.delete(host);
    const entries = entry.domain === undefined ? strangers : domains;
    if (entries.size >= maxEntries) entries.delete(entries.keys().next().value as string);
    entries.set(host, entry);
  }

  /**
   * While the stores are away, a domain that was known stays what it was. A host that was no domain may have become one before
   * they went: it is believed only if it was asked for then.
   */
  function mayServeStale(entry: Entry): boolean {
    return entry.domain !== undefined || entry.freshUntil + ttlMs >= answeredAt;
  }

  return {
    known(header) {
      if (header === undefined || header === "" || header === baseHeader) return defaultDomain;
      // A header in the one spelling of its host needs no reading.
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
      const look = () => flights.get(host) ?? fly(host);
      try {
        // A host that is in memory is asked for once in a while, however many visitors name it.
        const { value } = await (entry ? look() : limit.run(address, look, ({ value: found }) => found === undefined));
        return value ?? defaultDomain;
      } catch (err) {
        if (entry === undefined || !mayServeStale(entry)) throw err;
        return entry.domain ?? defaultDomain;
      }
    },
    stop: () => clearInterval(refreshing),
  };
}
