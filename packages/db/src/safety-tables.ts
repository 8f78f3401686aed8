import type { HealthStatus } from "@shunt/contracts/links";
import type { Generated } from "kysely";

/** Blocks, marks, reports and checks of destinations, for Kysely. The migrations describe each table. */
export interface SafetyTables {
  block_list: BlockListTable;
  reputation_sources: ReputationSourcesTable;
  link_listings: LinkListingsTable;
  link_check_hosts: LinkCheckHostsTable;
  destination_lists: DestinationListsTable;
  link_health: LinkHealthTable;
  destination_health: LinkHealthTable;
  link_notices: LinkNoticesTable;
  link_reports: LinkReportsTable;
  blocked_hosts: BlockedHostsTable;
  blocked_addresses: BlockedAddressesTable;
}

export interface BlockListTable {
  host: string;
  prefix: string;
}

export interface ReputationSourcesTable {
  name: string;
  place: Generated<string | null>;
  digest: Generated<string | null>;
  read_at: Generated<Date | null>;
  next_read_at: Generated<Date>;
  checked_until: Generated<Date>;
  swept_to: Generated<string | null>;
  swept_at: Generated<Date | null>;
  leased_until: Generated<Date | number>;
}

export interface LinkListingsTable {
  link_id: string;
  source: string;
  reason: string;
}

export interface LinkCheckHostsTable {
  host: string;
  free_at: Date;
}

export interface DestinationListsTable {
  link_id: string;
  version: number;
}

export interface LinkHealthTable {
  link_id: string;
  target_url: string;
  host: string;
  status: Generated<HealthStatus>;
  since: Generated<Date>;
  failures: Generated<number>;
  was_ok: Generated<boolean>;
  checked_at: Generated<Date | null>;
  http_status: Generated<number | null>;
  redirects_to: Generated<string | null>;
  reason: Generated<string | null>;
  next_check_at: Date;
}

export interface LinkNoticesTable {
  id: string;
  user_id: string;
  link_id: string;
  kind: "blocked" | "unsafe";
  reason: string | null;
  created_at: Generated<Date>;
  mail_id: Generated<string | null>;
  attempts: Generated<number>;
  due_at: Generated<Date>;
  mail_settled_at: Generated<Date | null>;
  notified_at: Generated<Date | null>;
}

export interface LinkReportsTable {
  id: string;
  link_id: string;
  report_count: Generated<number>;
  entries: unknown;
  created_at: Generated<Date>;
  reported_at: Generated<Date>;
  outcome: Generated<string | null>;
  closed_at: Generated<Date | null>;
}

export interface BlockedHostsTable {
  host: string;
  reason: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
}

export interface BlockedAddressesTable {
  host: string;
  code: string;
  is_case_sensitive: boolean;
  link_id: string;
  reason: string | null;
  blocked_by: string | null;
  version: Generated<number>;
  created_at: Generated<Date>;
}
