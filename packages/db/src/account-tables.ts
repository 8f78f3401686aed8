import type { LoggedRequest } from "@shunt/contracts/accounts";
import type { UtmField } from "@shunt/contracts/links";
import type { ColumnType, Generated } from "kysely";

/** Accounts, workspaces, and what they keep, for Kysely. The migrations describe each table. */
export interface AccountTables {
  users: UsersTable;
  refresh_tokens: RefreshTokensTable;
  sessions: SessionsTable;
  mail_tokens: MailTokensTable;
  totp: TotpTable;
  known_networks: KnownNetworksTable;
  recovery_codes: RecoveryCodesTable;
  api_keys: ApiKeysTable;
  idempotent_answers: IdempotentAnswersTable;
  workspaces: WorkspacesTable;
  workspace_members: WorkspaceMembersTable;
  workspace_invitations: WorkspaceInvitationsTable;
  audit_log: AuditLogTable;
  request_log: RequestLogTable;
  saved_views: SavedViewsTable;
  shared_views: SharedViewsTable;
  utm_templates: UtmTemplatesTable;
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

export interface WorkspaceInvitationsTable {
  id: string;
  workspace_id: string;
  email: string;
  role: "owner" | "admin" | "editor" | "viewer";
  token_hash: Buffer;
  invited_by: string;
  created_at: Generated<Date>;
  expires_at: Date;
  registered_at: Generated<Date | null>;
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
