import type { EnrichedClick } from "../enrich/enrich-click.ts";

/** A click with what only the database can tell of it. Survives JSON. */
export interface StoredClick extends EnrichedClick {
  id: string;
  workspaceId: string;
  /** Of UTC, `YYYY-MM-DD`. */
  day: string;
  /** The visitor's hash in hexadecimal. Null for machines, for those who want no profile, and for days whose key is gone. */
  visitor: string | null;
}
