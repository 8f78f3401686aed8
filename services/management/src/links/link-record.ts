import type { LinkAddress } from "@shunt/cache";
import type { RedirectStatus } from "@shunt/contracts";

/** A link with its codes and its total. */
export interface LinkRecord {
  id: string;
  ownerId: string | null;
  workspaceId: string;
  domainId: number;
  /** Null for the domain of BASE_URL. */
  domainHost: string | null;
  code: string;
  isCustom: boolean;
  /** Those that are not primary. */
  otherCodes: readonly LinkAddress[];
  targetUrl: string;
  title: string | null;
  isActive: boolean;
  isPublic: boolean;
  /** Whether search engines may list the short link itself. */
  isIndexable: boolean;
  /** Taken down by moderation, which is not for the owner to decide. */
  isBlocked: boolean;
  /** What administrators tell the owner. */
  blockedReason: string | null;
  redirectStatus: RedirectStatus;
  startsAt: Date | null;
  expiresAt: Date | null;
  fallbackUrl: string | null;
  notes: string | null;
  folder: string | null;
  /** What the owner's programs call it. */
  externalId: string | null;
  /** Out of the owner's sight. */
  archivedAt: Date | null;
  version: number;
  /** Sorted, as written first. */
  tags: string[];
  clickCount: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What an owner decides about a link. */
export type LinkSettings = Pick<
  LinkRecord,
  | "targetUrl"
  | "title"
  | "isActive"
  | "isPublic"
  | "isIndexable"
  | "redirectStatus"
  | "startsAt"
  | "expiresAt"
  | "fallbackUrl"
  | "notes"
  | "folder"
  | "externalId"
  | "archivedAt"
>;

interface SettingsRow {
  target_url: string;
  title: string | null;
  is_active: boolean;
  is_public: boolean;
  is_indexable: boolean;
  redirect_status: number;
  starts_at: Date | null;
  expires_at: Date | null;
  fallback_url: string | null;
  notes: string | null;
  folder: string | null;
  external_id: string | null;
  archived_at: Date | null;
}

interface LinkRow extends SettingsRow {
  id: string;
  owner_id: string | null;
  workspace_id: string;
  domain_id: number;
  domain_host: string | null;
  code: string;
  is_custom: boolean;
  other_codes: readonly LinkAddress[];
  blocked_at: Date | null;
  blocked_reason: string | null;
  version: number;
  tags: string[];
  human_clicks: number | null;
  created_at: Date;
  updated_at: Date;
}

export function toLink(row: LinkRow): LinkRecord {
  return {
    id: row.id,
    ownerId: row.owner_id,
    workspaceId: row.workspace_id,
    domainId: row.domain_id,
    domainHost: row.domain_host,
    code: row.code,
    isCustom: row.is_custom,
    otherCodes: row.other_codes,
    targetUrl: row.target_url,
    title: row.title,
    isActive: row.is_active,
    isPublic: row.is_public,
    isIndexable: row.is_indexable,
    isBlocked: row.blocked_at !== null,
    blockedReason: row.blocked_reason,
    redirectStatus: row.redirect_status as RedirectStatus,
    startsAt: row.starts_at,
    expiresAt: row.expires_at,
    fallbackUrl: row.fallback_url,
    notes: row.notes,
    folder: row.folder,
    externalId: row.external_id,
    archivedAt: row.archived_at,
    version: row.version,
    tags: row.tags,
    clickCount: row.human_clicks ?? 0,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toSettingsRow(settings: LinkSettings): SettingsRow {
  return {
    target_url: settings.targetUrl,
    title: settings.title,
    is_active: settings.isActive,
    is_public: settings.isPublic,
    is_indexable: settings.isIndexable,
    redirect_status: settings.redirectStatus,
    starts_at: settings.startsAt,
    expires_at: settings.expiresAt,
    fallback_url: settings.fallbackUrl,
    notes: settings.notes,
    folder: settings.folder,
    external_id: settings.externalId,
    archived_at: settings.archivedAt,
  };
}
