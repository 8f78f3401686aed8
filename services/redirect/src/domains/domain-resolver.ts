import { isIP } from "node:net";
import { defaultDomainId } from "@shunt/contracts";
import type { LookUp } from "../links/look-up.ts";

/**
 * The domain that a `Host` header means. A host that is nobody's own domain means that of BASE_URL, so that short links
 * work behind proxies that do not pass the header on.
 *
 * @throws Problem "unavailable" when nobody can say to whom a host belongs.
 */
export type DomainResolver = (hostHeader: string | undefined) => number | Promise<number>;

export interface DomainResolverDeps {
  /** Of the default domain. */
  baseUrl: string;
  lookUp: LookUp<string, number>;
  now: () => number;
}

interface Entry {
  domainId: number;
  freshUntil: number;
}

const ownTtlMs = 60_000;
/** A host that was not known becomes one's own domain within so long. */
const unknownTtlMs = 5_000;
/** Whoever sends made-up hosts pushes out others of the kind. */
const maxEntries = 10_000;

export function createDomainResolver({ baseUrl, lookUp, now }: DomainResolverDeps): DomainResolver {
  const entries = new Map<string, Entry>();
  // Most visitors of a pod write its host in the same way.
  let baseHeader = new URL(baseUrl).host;
  const baseHost = toHost(new URL(baseUrl).host);

  async function ask(header: string, host: string): Promise<number> {
    const { value } = await lookUp(host);
    return remember(header, value ?? defaultDomainId, now() + (value === undefined ? unknownTtlMs : ownTtlMs));
  }

  function remember(header: string, domainId: number, freshUntil: number): number {
    entries.delete(header);
    if (entries.size >= maxEntries) entries.delete(entries.keys().next().value as string);
    entries.set(header, { domainId, freshUntil });
    return domainId;
  }

  return header => {
    if (header === undefined || header === baseHeader) return defaultDomainId;
    const entry = entries.get(header);
    if (entry !== undefined) {
      if (entry.freshUntil > now()) return entry.domainId;
      entry.freshUntil = now() + unknownTtlMs;
      // What was known serves on while it is asked for anew, and while nobody can say.
      void ask(header, toHost(header)).catch(() => {});
      return entry.domainId;
    }
    const host = toHost(header);
    if (host !== baseHost && isDomainName(host)) return ask(header, host);
    baseHeader = header;
    return defaultDomainId;
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
