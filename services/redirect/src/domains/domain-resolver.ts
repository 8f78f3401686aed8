import { isIP } from "node:net";
import { type CachedDomain, defaultDomainId, defaultHost } from "@shunt/contracts";
import type { LookUp } from "../links/look-up.ts";

export interface DomainResolver {
  /**
   * The domain that a `Host` header means. A host that is nobody's own domain means that of BASE_URL, so that short links
   * work behind proxies that do not pass the header on.
   *
   * @throws Problem "unavailable" when nobody can say to whom a host belongs.
   */
  resolve(hostHeader: string | undefined): CachedDomain | Promise<CachedDomain>;
  stop(): void;
}

export interface DomainResolverDeps {
  /** Of the default domain. */
  baseUrl: string;
  lookUp: LookUp<string, CachedDomain>;
  now: () => number;
}

interface Entry {
  /** Undefined when the host is nobody's. */
  domain: CachedDomain | undefined;
  freshUntil: number;
}

/** A change of a domain is seen within so long, and a host that was not known is one's own. */
const ttlMs = 2_000;
/** Whoever sends made-up hosts pushes out others of the kind. */
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

export function createDomainResolver({ baseUrl, lookUp, now }: DomainResolverDeps): DomainResolver {
  const entries = new Map<string, Entry>();
  let defaultDomain = plainDomain;
  // Most visitors of a pod write its host in the same way.
  let baseHeader = new URL(baseUrl).host;
  const baseHost = toHost(new URL(baseUrl).host);

  // By a timer, so that the clicks that most are ask no clock for it. While nobody can say, it stays as it was.
  const refresh = () =>
    void lookUp(defaultHost).then(
      ({ value }) => {
        defaultDomain = value ?? plainDomain;
      },
      () => {},
    );
  refresh();
  const refreshing = setInterval(refresh, ttlMs);

  async function ask(header: string, host: string): Promise<CachedDomain> {
    const { value } = await lookUp(host);
    entries.delete(header);
    if (entries.size >= maxEntries) entries.delete(entries.keys().next().value as string);
    entries.set(header, { domain: value, freshUntil: now() + ttlMs });
    return value ?? defaultDomain;
  }

  return {
    resolve(header) {
      if (header === undefined || header === baseHeader) return defaultDomain;
      const entry = entries.get(header);
      if (entry !== undefined) {
        if (entry.freshUntil <= now()) {
          entry.freshUntil = now() + ttlMs;
          // What was known serves on while it is asked for anew, and while nobody can say.
          void ask(header, toHost(header)).catch(() => {});
        }
        return entry.domain ?? defaultDomain;
      }
      const host = toHost(header);
      if (host !== baseHost && isDomainName(host)) return ask(header, host);
      baseHeader = header;
      return defaultDomain;
    },
    stop: () => clearInterval(refreshing),
  };
}

/** Without port, case and the dot of the root. */
function toHost(header: string): string {
  return header.replace(/:\d*$/, "").replace(/\.$/, "").toLowerCase();
}

/** Addresses, and names of a single label such as localhost, cannot be anybody's own domain. */
function isDomainName(host: string): boolean {
  return host.includes(".") && isIP(host) === 0;
}
