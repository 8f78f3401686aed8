import type { EnrichedClick } from "../../enrich/enrich-click.ts";

/** A click with the facts that come from the database. It can be serialised as JSON. */
export interface StoredClick extends EnrichedClick {
  /** Only of a click that was given a whole id: by `identify`, or by an earlier version. See `toClickId`. */
  id?: string | undefined;
  idHigh: number;
  idLow: number;
  workspaceId: string;
  /** UTC day, `YYYY-MM-DD`. */
  day: string;
  /** The visitor's hash in hexadecimal. Null for machines, for opt-outs and for days whose key was destroyed. */
  visitor: string | null;
  /** Bits of the columns that are counted as a coarser value (`limitsByColumn`). Default 0. */
  coarse?: number;
  /** False for private addresses: behind a proxy that is missing from `TRUSTED_PROXIES`, all visitors share one. */
  isOfPublicAddress?: boolean;
  /** The reset of the link's statistics that is in force (ms since the epoch); 0: none. Only for ClickHouse. */
  since?: number | undefined;
}
