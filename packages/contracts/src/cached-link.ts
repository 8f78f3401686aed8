import { type CachedSettings, type EdgeSettings, edgeSettings } from "./link/link-fields.ts";
import type { LinkRules } from "./link/link-rules.ts";

/** What the edge needs of a link besides its settings. */
export interface EdgeFacts {
  id: string;
  /** Grows with every write to the link, and across links that held the same code one after another. */
  version: number;
  /** Taken down by moderation. */
  isBlocked: boolean;
  /** Null for a plain link. */
  rules: LinkRules | null;
}

/** A link as the edge knows it: this travels through Redis and sits in memory. Times are milliseconds since the epoch. */
export interface CachedLink extends EdgeFacts, CachedSettings {}

/** A link as Postgres returns it, as far as the edge needs it. */
export interface EdgeLink extends EdgeFacts, EdgeSettings {}

export function toCachedLink(link: EdgeLink): CachedLink {
  const { id, version, isBlocked, rules } = link;
  const settings: Record<string, unknown> = {};
  for (const { name, cachedAs } of edgeSettings) settings[cachedAs] = toCachedValue(link[name]);
  return { ...plainLink, id, version, isBlocked, rules, ...settings };
}

function toCachedValue(stored: EdgeSettings[keyof EdgeSettings]) {
  return stored instanceof Date ? stored.getTime() : stored;
}

/** A link without a destination and with the initial value of every other setting. */
export const plainLink = {
  id: "",
  version: 0,
  isBlocked: false,
  rules: null,
  ...Object.fromEntries(edgeSettings.map(({ cachedAs, initial }) => [cachedAs, initial])),
  url: "",
} as CachedLink;

/** Tells every pod that what it knows of a code may be older than `version`. */
export interface LinkChange {
  domainId: number;
  code: string;
  version: number;
}
