import {
  isLocked,
  type Link,
  type LinkSettings,
  linkSettings,
  type RuleField,
  ruleFields,
  type SettingField,
  toShortUrl,
} from "@shunt/contracts/links";
import { anonymousWorkspaceId } from "@shunt/db";
import type { LinkRecord } from "./link-record.ts";
import { toClicksLeft } from "./read/clicks-left.ts";
import { toLinkState } from "./read/link-state.ts";

/** The settings as `Link` shows them. */
export function toSettingValues(link: LinkSettings): Pick<Link, SettingField | RuleField> {
  const settings: Record<string, unknown> = {};
  for (const { field, name, toShown } of linkSettings) settings[field] = toShown(link[name]);
  for (const field of ruleFields) settings[field] = link.rules?.[field] ?? null;
  return settings as Pick<Link, SettingField | RuleField>;
}

export function toLinkBody(link: LinkRecord, baseUrl: string): Link {
  return {
    id: link.id,
    ...toSettingValues(link),
    has_password: isLocked(link),
    short_code: link.code,
    custom_alias: link.isCustom ? link.code : null,
    domain: link.domainHost,
    short_url: toShortUrl(link.code, link.domainHost, baseUrl),
    owner_id: link.ownerId,
    workspace_id: link.workspaceId === anonymousWorkspaceId ? null : link.workspaceId,
    tags: link.tags,
    is_blocked: link.isBlocked,
    blocked_reason: link.blockedReason,
    is_unsafe: link.isUnsafe,
    unsafe_reason: link.unsafeReason,
    clicks_left: toClicksLeft(link),
    state: toLinkState(link, Date.now()),
    health: link.health,
    has_broken_destination: link.hasBrokenDestination,
    click_count: link.clickCount,
    last_clicked_at: link.lastClickedAt?.toISOString() ?? null,
    former_clicks: link.formerClicks,
    created_at: link.createdAt.toISOString(),
    imported_at: link.importedAt?.toISOString() ?? null,
    updated_at: link.updatedAt.toISOString(),
  };
}
