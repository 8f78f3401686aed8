import { type CachedSettings, type EdgeSettings, edgeSettings, type LinkRules } from "./link/link-settings.ts";

/** The fields of a link that the redirect needs besides its settings. */
export interface EdgeFacts {
  id: string;
  /** Grows with every write to the link, also across consecutive links with the same code. */
  version: number;
  isBlocked: boolean;
  /** Visitors get a warning before the destination. */
  isUnsafe: boolean;
  /** Null for a plain link. */
  rules: LinkRules | null;
}

/** A link as the redirect caches it, in Redis and in memory. Times are milliseconds since the epoch. */
export interface CachedLink extends EdgeFacts, CachedSettings {}

/** The columns of a link that the redirect needs, as Postgres returns them. */
export interface EdgeLink extends EdgeFacts, EdgeSettings {}

export function toCachedLink(link: EdgeLink): CachedLink {
  const { id, version, isBlocked, isUnsafe, rules } = link;
  const settings: Record<string, unknown> = {};
  for (const { name, cachedAs } of edgeSettings) settings[cachedAs] = toCachedValue(link[name]);
  return { ...plainLink, id, version, isBlocked, isUnsafe, rules, ...settings };
}

function toCachedValue(stored: EdgeSettings[keyof EdgeSettings]) {
  return stored instanceof Date ? stored.getTime() : stored;
}

/** A link without a destination, with all other settings at their initial values. */
export const plainLink = {
  id: "",
  version: 0,
  isBlocked: false,
  isUnsafe: false,
  rules: null,
  ...Object.fromEntries(edgeSettings.map(({ cachedAs, initial }) => [cachedAs, initial])),
  url: "",
} as CachedLink;

/** Notification to all redirects: cached values of this code are stale below `version`. */
export interface LinkChange {
  domainId: number;
  code: string;
  version: number;
}
