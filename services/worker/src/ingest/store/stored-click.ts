import type { EnrichedClick } from "../../enrich/enrich-click.ts";

/** A click with what only the database can tell of it. Survives JSON. */
export interface StoredClick extends EnrichedClick {
  id: string;
  workspaceId: string;
  /** Of UTC, `YYYY-MM-DD`. */
  day: string;
  /** The visitor's hash in hexadecimal. Null for machines, for those who want no profile, and for days whose key is gone. */
  visitor: string | null;
  /** What of it is counted under a coarser value: `coarseBits`. None unless given. */
  coarse?: number;
  /** Behind a proxy that is not listed in `TRUSTED_PROXIES`, all people share one private address. */
  isOfPublicAddress?: boolean;
}
