import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";

/** A link and its domain as the redirect has them, and what it would look up for a visit. */
export interface SimulatedLink {
  link: CachedLink;
  isPublic: boolean;
  domain: CachedDomain;
  code: string;
  /** Human clicks so far. */
  clicks: number;
}
