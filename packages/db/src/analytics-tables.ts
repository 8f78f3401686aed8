import type { Generated } from "kysely";

/** Tables of clicks and their aggregates. The migrations describe each table. */
export interface AnalyticsTables {
  click_events: ClickEventsTable;
  slim_clicks: SlimClicksTable;
  ingested_batches: IngestedBatchesTable;
  begun_parts: BegunPartsTable;
  history_moves: HistoryMovesTable;
  begun_groups: BegunGroupsTable;
  link_totals: LinkTotalsTable;
  link_daily: LinkDailyTable;
  link_quarter_hourly: LinkQuarterHourlyTable;
  link_daily_dimension: LinkDailyDimensionTable;
  packed_dimensions: PackedDimensionsTable;
  workspace_quarters: WorkspaceQuartersTable;
  workspace_dimensions: WorkspaceDimensionsTable;
  click_forms: ClickFormsTable;
  daily_visitors: DailyVisitorsTable;
  visitor_keys: VisitorKeysTable;
  dead_clicks: DeadClicksTable;
  orphan_hits: OrphanHitsTable;
  forgotten_clicks: ForgottenClicksTable;
  moved_clicks: MovedClicksTable;
  link_milestones: LinkMilestonesTable;
  link_destinations: LinkDestinationsTable;
}

export interface ClickEventsTable {
  clicked_at: Date;
  link_id: string;
  id: string;
  workspace_id: string;
  class: string;
  class_reason: string | null;
  visitor_hash: Buffer | null;
  country: string | null;
  region: string | null;
  city: string | null;
  browser: string | null;
  browser_version: string | null;
  os: string | null;
  os_version: string | null;
  device: string | null;
  referrer_host: string | null;
  language: string | null;
  source: string;
  utm_source: string | null;
  utm_medium: string | null;
  utm_campaign: string | null;
  utm_term: string | null;
  utm_content: string | null;
  destination: string;
  destination_hash: Generated<Buffer | null>;
  rule: Generated<string | null>;
  variant: Generated<string | null>;
  coarse: Generated<number | null>;
  is_first_visit: Generated<boolean>;
}

export interface SlimClicksTable {
  clicked_at: Date;
  link_id: string;
  short_id: string;
  visitor: string | null;
  destination: string;
  workspace_key: number;
  place: number;
  agent: number;
  origin: number;
  kind: number;
  flags: number;
}

export interface IngestedBatchesTable {
  name: string;
  clicks: number;
  ingested_at: Generated<Date>;
}

export interface BegunPartsTable {
  name: string;
  begun_at: Generated<Date>;
  /** Of its group; null: it has an insert of its own. */
  token: Generated<string | null>;
}

export interface BegunGroupsTable {
  token: string;
  /** As JSON, by older versions. */
  parts: Generated<string | null>;
  /** Compressed. */
  rows: Generated<Buffer | null>;
}

export interface HistoryMovesTable {
  label: Generated<number>;
  kind: string;
  part: string;
  begun_at: Generated<Date>;
  clicks: Generated<number>;
  last_key: Generated<string | null>;
  sent_clicks: Generated<number>;
  sent_key: Generated<string | null>;
  done_at: Generated<Date | null>;
  deleted_at: Generated<Date | null>;
}

export interface LinkTotalsTable {
  link_id: string;
  clicks: number;
  human_clicks: number;
  last_clicked_at: Date;
}

export interface LinkDailyTable {
  link_id: string;
  day: string;
  clicks: number;
  human_clicks: number;
  unique_visitors: number;
  scans: Generated<number>;
  named_values: Generated<number[] | null>;
  packed_rows: Generated<number>;
  is_summed: Generated<boolean>;
}

export interface LinkQuarterHourlyTable {
  link_id: string;
  at: Date;
  clicks: number;
  human_clicks: number;
  unique_visitors: number;
  scans: number;
}

export interface LinkDailyDimensionTable {
  link_id: string;
  dimension: string;
  day: string;
  value: string;
  detail: string;
  clicks: number;
  human_clicks: number;
}

export interface PackedDimensionsTable {
  link_id: string;
  day: string;
  dimension: string[];
  value: string[];
  detail: string[];
  clicks: number[];
  human_clicks: number[];
}

export interface WorkspaceQuartersTable {
  workspace_id: string;
  day: string;
  quarter: number[];
  clicks: number[];
  human_clicks: number[];
  unique_visitors: number[];
  scans: number[];
}

export interface WorkspaceDimensionsTable {
  workspace_id: string;
  day: string;
  dimension: string;
  value: string[];
  detail: string[];
  clicks: number[];
  human_clicks: number[];
}

export interface ClickFormsTable {
  name: string;
  from_day: string;
}

export interface DailyVisitorsTable {
  link_id: string;
  day: string;
  visitor_hash: Buffer;
}

export interface VisitorKeysTable {
  day: string;
  key: Buffer;
}

export interface DeadClicksTable {
  id: string;
  batch: string;
  reason: string;
  click: unknown;
  created_at: Generated<Date>;
}

export interface OrphanHitsTable {
  domain_id: number;
  day: string;
  code: string;
  hits: number;
  human_hits: number;
  last_hit_at: Date;
}

export interface ForgottenClicksTable {
  link_id: string;
  before: Date;
  created_at: Generated<Date>;
}

export interface MovedClicksTable {
  link_id: string;
  created_at: Generated<Date>;
}

export interface LinkMilestonesTable {
  link_id: string;
  clicks: number;
  reached_at: Generated<Date>;
  told_at: Generated<Date | null>;
}

export interface LinkDestinationsTable {
  link_id: string;
  hash: Buffer;
  url: string;
  used_on: Generated<string | null>;
}
