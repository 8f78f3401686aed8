import { type Link, toShortUrl } from "@shunt/contracts";
import type { LinkRecord } from "./link-record.ts";
import { toLinkState } from "./link-state.ts";

export function toLinkBody(link: LinkRecord, baseUrl: string): Link {
  return {
    id: link.id,
    original_url: link.targetUrl,
    short_code: link.code,
    custom_alias: link.isCustom ? link.code : null,
    title: link.title,
    domain: link.domainHost,
    external_id: link.externalId,
    short_url: toShortUrl(link.code, link.domainHost, baseUrl),
    owner_id: link.ownerId,
    is_active: link.isActive,
    is_public: link.isPublic,
    is_indexable: link.isIndexable,
    redirect_status: link.redirectStatus,
    starts_at: link.startsAt?.toISOString() ?? null,
    expires_at: link.expiresAt?.toISOString() ?? null,
    fallback_url: link.fallbackUrl,
    tags: link.tags,
    notes: link.notes,
    folder: link.folder,
    is_blocked: link.isBlocked,
    blocked_reason: link.blockedReason,
    state: toLinkState(link, Date.now()),
    is_archived: link.archivedAt !== null,
    click_count: link.clickCount,
    created_at: link.createdAt.toISOString(),
    updated_at: link.updatedAt.toISOString(),
  };
}
