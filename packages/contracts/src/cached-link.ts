import type { RedirectStatus } from "./api/links.ts";

/**
 * What the edge needs to know of a link, and nothing more: this is what travels through Redis and sits in memory.
 * Times are milliseconds since the epoch.
 */
export interface CachedLink {
  id: string;
  /** Grows with every write to the link, and across links that held the same code one after another. */
  version: number;
  url: string;
  status: RedirectStatus;
  isActive: boolean;
  /** Whether search engines may list the short link itself. */
  isIndexable: boolean;
  /** Taken down by moderation. */
  isBlocked: boolean;
  startsAt: number | null;
  expiresAt: number | null;
  fallbackUrl: string | null;
}

/** Tells every pod that what it knows of a code may be older than `version`. */
export interface LinkChange {
  domainId: number;
  code: string;
  version: number;
}
