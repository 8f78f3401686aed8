import type { LoggedRequest } from "@shunt/contracts/accounts";
import type { DomainRules } from "@shunt/contracts/domains";
import type { HealthStatus, LabelColor, LinkRules, SettingColumns, UtmField } from "@shunt/contracts/links";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { AnalyticsTables } from "./analytics-tables.ts";
import type { SocialTables } from "./social-tables.ts";

/** Tables for Kysely. The migrations describe each table. */
export interface Tables extends AnalyticsTables, SocialTables {
  users: UsersTable;
  refresh_tokens: RefreshTokensTable;
  workspaces: WorkspacesTable;
  workspace_members: WorkspaceMembersTable;
  domains: DomainsTable;
  domain_claims: DomainClaimsTable;
  links: LinksTable;
  block_list: BlockListTable;
  link_check_hosts: LinkCheckHostsTable;
  link_health: LinkHealthTable;
  destination_health: LinkHealthTable;
  destination_lists: DestinationListsTable;
  link_listings: LinkListingsTable;
  link_locks: LinkLocksTable;
  link_notices: LinkNoticesTable;
  link_reports: LinkReportsTable;
  link_search: LinkSearchTable;
  link_search_sweeps: LinkSearchSweepsTable;
  link_codes: LinkCodesTable;
  link_uses: LinkUsesTable;
  cache_outbox: CacheOutboxTable;
  audit_log: AuditLogTable;
  tags: TagsTable;
  link_tags: LinkTagsTable;
  folders: FoldersTable;
  reputation_sources: ReputationSourcesTable;
  sessions: SessionsTable;
  api_keys: ApiKeysTable;
  blocked_hosts: BlockedHostsTable;
  blocked_addresses: BlockedAddressesTable;
  freed_codes: FreedCodesTable;
  idempotent_answers: IdempotentAnswersTable;
  former_targets: FormerTargetsTable;
  link_versions: LinkVersionsTable;
  mail_tokens: MailTokensTable;
  totp: TotpTable;
  recovery_codes: RecoveryCodesTable;
  known_networks: KnownNetworksTable;
  request_log: RequestLogTable;
  saved_views: SavedViewsTable;
  shared_views: SharedViewsTable;
  utm_templates: UtmTemplatesTable;
  webhooks: WebhooksTable;
  webhook_events: WebhookEventsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_skips: WebhookSkipsTable;
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

export interface LinkLocksTable {
  link_id: string;
  password_hash: string;
  sealed_key: Buffer;
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

export interface LinkSearchTable {
  link_id: string;
  owner_id: string | null;
  version: number;
  search_text: string;
}

export interface LinkSearchSweepsTable {
  id: Generated<boolean>;
  started_at: Generated<Date>;
}

export interface UsersTable {
  id: string;
  email: string;
  full_name: string | null;
  password_hash: string;
  role: Generated<"user" | "admin">;
  is_active: Generated<boolean>;
  is_verified: Generated<boolean>;
  language: Generated<string | null>;
  time_zone: Generated<string | null>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface RefreshTokensTable {
  id: string;
  family_id: string;
  user_id: string;
  token_hash: Buffer;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
  created_at: Generated<Date>;
}

export interface SessionsTable {
  id: string;
  user_id: string;
  user_agent: string;
  created_at: Generated<Date>;
  last_used_at: Generated<Date>;
  expires_at: Date;
  ended_at: Generated<Date | null>;
}

export interface MailTokensTable {
  token_hash: Buffer;
  user_id: string;
  purpose: "verify-email" | "reset-password" | "change-email";
  email: Generated<string | null>;
  session_id: Generated<string | null>;
  expires_at: Date;
  created_at: Generated<Date>;
}

export interface TotpTable {
  user_id: string;
  secret: Buffer;
  confirmed_at: Date | null;
  last_step: number | null;
  created_at: Generated<Date>;
}

export interface KnownNetworksTable {
  user_id: string;
  network_hash: Buffer;
  last_used_at: Generated<Date>;
}

export interface RecoveryCodesTable {
  user_id: string;
  code_hash: Buffer;
}

export interface ApiKeysTable {
  id: string;
  user_id: string;
  name: string;
  prefix: string;
  key_hash: Buffer;
  scopes: string[];
  domain_ids: Generated<number[] | null>;
  expires_at: Date | null;
  last_used_at: Generated<Date | null>;
  created_at: Generated<Date>;
}

export interface BlockedHostsTable {
  host: string;
  reason: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
}

export interface FreedCodesTable {
  code: string;
  domain_id: number;
  workspace_id: string | null;
  kept_until: Date;
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

export interface IdempotentAnswersTable {
  key_hash: Buffer;
  fingerprint: Buffer;
  answer: Buffer | null;
  abandoned_at: Date;
  created_at: Generated<Date>;
  subject_hash: Generated<Buffer | null>;
}

export interface WorkspacesTable {
  id: string;
  name: string;
  personal_user_id: string | null;
  default_domain_id: Generated<number | null>;
  checks_links: Generated<boolean>;
  created_at: Generated<Date>;
}

export interface WorkspaceMembersTable {
  workspace_id: string;
  user_id: string;
  /** `member` is the old name of `editor`. */
  role: "owner" | "admin" | "editor" | "member" | "viewer";
  created_at: Generated<Date>;
}

export interface DomainsTable {
  id: GeneratedAlways<number>;
  host: string | null;
  workspace_id: string | null;
  root_url: Generated<string | null>;
  not_found_url: Generated<string | null>;
  expired_url: Generated<string | null>;
  robots: Generated<"allow" | "disallow" | null>;
  is_case_sensitive: Generated<boolean>;
  blocked_urls: Generated<Record<string, string> | null>;
  rules: Generated<DomainRules | null>;
  version: Generated<number>;
  created_at: Generated<Date>;
}

export interface DomainClaimsTable {
  workspace_id: string;
  host: string;
  token: string;
  is_case_sensitive: boolean;
  created_at: Generated<Date>;
}

/** Setting columns take their types from the definition of a link. */
type SettingsOfLinks = { [Column in keyof SettingColumns]: Generated<SettingColumns[Column]> };

/** An administrator marked the link as unsafe, a block list did, or an administrator declared it safe despite the list. */
export type UnsafeMark = "marked" | "listed" | "cleared";

export interface LinksTable extends SettingsOfLinks {
  id: string;
  workspace_id: string;
  owner_id: string | null;
  blocked_at: Generated<Date | null>;
  blocked_host: Generated<string | null>;
  blocked_reason: Generated<string | null>;
  unsafe_mark: Generated<UnsafeMark | null>;
  unsafe_reason: Generated<string | null>;
  rules: Generated<LinkRules | null>;
  /** `-infinity` unless the owner has reset the statistics; compare it in SQL. */
  clicks_since: Generated<Date | number>;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface FormerTargetsTable {
  link_id: string;
  replaced_at: Generated<Date>;
  target_url: string;
  replaced_by: string | null;
  id: string;
}

export interface LinkVersionsTable {
  link_id: string;
  number: number;
  replaced: Record<string, unknown>;
  replaced_at: Generated<Date>;
  replaced_by: string | null;
}

export interface LinkCodesTable {
  domain_id: number;
  code: string;
  link_id: string;
  is_primary: boolean;
  is_custom: boolean;
  created_at: Generated<Date>;
}

export interface LinkUsesTable {
  link_id: string;
  reserved: number;
  granted: number;
  used_up_at: Generated<Date | null>;
}

export interface CacheOutboxTable {
  id: GeneratedAlways<number>;
  domain_id: number;
  code: string;
  version: number;
  host: Generated<string | null>;
  created_at: Generated<Date>;
}

export interface AuditLogTable {
  id: string;
  workspace_id: string | null;
  actor_id: string | null;
  action: string;
  subject_id: string | null;
  details: Generated<unknown>;
  created_at: Generated<Date>;
}

export interface TagsTable {
  id: string;
  workspace_id: string;
  name: string;
  color: Generated<LabelColor | null>;
  created_at: Generated<Date>;
}

export interface FoldersTable {
  id: string;
  workspace_id: string;
  name: string;
  color: LabelColor | null;
  created_at: Generated<Date>;
}

export interface LinkTagsTable {
  link_id: string;
  tag_id: string;
}

export interface RequestLogTable {
  id: string;
  user_id: string;
  key_id: string;
  key_name: string;
  at: Date;
  method: LoggedRequest["method"];
  path: string;
  status: number | null;
  duration_ms: number;
  problem: string | null;
  request_id: string;
}

export interface SavedViewsTable {
  id: string;
  user_id: string;
  page: "links" | "clicks";
  name: string;
  /** Text when written, as `pg` would write an array as one of Postgres. */
  search: ColumnType<Record<string, unknown>, string, string>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface SharedViewsTable {
  id: string;
  user_id: string;
  workspace_id: string;
  token_hash: Buffer;
  name: string;
  link_id: string | null;
  tag: string | null;
  folder: string | null;
  query: ColumnType<Record<string, unknown>, string, string>;
  hides_destinations: boolean;
  expires_at: Date | null;
  created_at: Generated<Date>;
}

export interface UtmTemplatesTable extends Record<UtmField, string | null> {
  id: string;
  workspace_id: string;
  name: string;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface WebhooksTable {
  id: string;
  workspace_id: string;
  url: string;
  description: string | null;
  events: string[];
  secret_sealed: Buffer;
  is_active: Generated<boolean>;
  listening_since: Generated<Date>;
  failing_since: Generated<Date | null>;
  disabled_reason: Generated<string | null>;
  is_backlog_full: Generated<boolean>;
  is_suspended: Generated<boolean>;
  created_by: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface WebhookEventsTable {
  id: string;
  workspace_id: string;
  type: string;
  payload: unknown;
  once_key: Generated<string | null>;
  created_at: Generated<Date>;
}

export interface WebhookDeliveriesTable {
  id: string;
  webhook_id: string;
  event_id: string;
  status: Generated<"pending" | "delivered" | "failed">;
  attempts: Generated<number>;
  next_attempt_at: Generated<Date>;
  last_attempt_at: Generated<Date | null>;
  last_status: Generated<number | null>;
  last_error: Generated<string | null>;
  last_duration_ms: Generated<number | null>;
  created_at: Generated<Date>;
}

export interface WebhookSkipsTable {
  webhook_id: string;
  events: number;
  skipped_at: Generated<Date>;
}
