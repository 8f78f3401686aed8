import type { DomainRules } from "@shunt/contracts/domains";
import type { LabelColor, LinkRules, SettingColumns } from "@shunt/contracts/links";
import type { Generated, GeneratedAlways } from "kysely";

/** Links, codes, domains, tags and folders, for Kysely. The migrations describe each table. */
export interface LinkTables {
  link_locks: LinkLocksTable;
  link_search: LinkSearchTable;
  link_search_sweeps: LinkSearchSweepsTable;
  freed_codes: FreedCodesTable;
  domains: DomainsTable;
  domain_claims: DomainClaimsTable;
  links: LinksTable;
  former_targets: FormerTargetsTable;
  link_versions: LinkVersionsTable;
  link_codes: LinkCodesTable;
  link_uses: LinkUsesTable;
  cache_outbox: CacheOutboxTable;
  tags: TagsTable;
  folders: FoldersTable;
  link_tags: LinkTagsTable;
}

export interface LinkLocksTable {
  link_id: string;
  password_hash: string;
  sealed_key: Buffer;
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

export interface FreedCodesTable {
  code: string;
  domain_id: number;
  workspace_id: string | null;
  kept_until: Date;
}

export interface DomainsTable {
  id: GeneratedAlways<number>;
  host: string | null;
  released_host: Generated<string | null>;
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
  imported_at: Generated<Date | null>;
  former_clicks: Generated<number | null>;
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
