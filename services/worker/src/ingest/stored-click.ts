import type { EnrichedClick } from "../enrich/enrich-click.ts";

/** A click with what only the database can tell of it. */
export interface StoredClick extends EnrichedClick {
  id: string;
  workspaceId: string;
  day: string;
  /** Null for machines, and for days whose key is gone. */
  visitorHash: Buffer | null;
}
