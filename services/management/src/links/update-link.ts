import type { UpdateLink } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import { assertMatch } from "../http/if-match.ts";
import { announceChange, insertOutboxRow } from "./cache-outbox.ts";
import { judgeSettings } from "./judge-settings.ts";
import type { LinkRecord, LinkSettings } from "./link-record.ts";
import { getLinkRow, updateSettings } from "./link-store.ts";
import { setTags } from "./link-tags.ts";
import { lockOwnLink } from "./lock-own-link.ts";

/**
 * Changes the fields that are given and leaves the others.
 *
 * @param ifMatch entity tags of which one must be that of the link, as it is before
 * @throws Problem "link-not-found", "forbidden", "precondition-failed", "target-refused" or "validation-failed"
 */
export async function updateLink(
  context: Context,
  actor: Actor,
  id: string,
  changes: UpdateLink,
  ifMatch?: string,
): Promise<LinkRecord> {
  const { link, outboxId } = await context.db.transaction().execute(async tx => {
    const before = await lockOwnLink(tx, actor, id);
    assertMatch(ifMatch, before.version);
    const settings = applyChanges(before, changes);
    await judgeSettings(tx, settings, context.config);
    await updateSettings(tx, id, settings);
    if (changes.tags !== undefined) await setTags(tx, id, changes.tags ?? []);
    const updated = await getLinkRow(tx, id);
    return { link: updated, outboxId: await insertOutboxRow(tx, updated) };
  });
  await announceChange(context, outboxId, link, link);
  return link;
}

/** Left out keeps, `null` clears. */
function applyChanges(link: LinkSettings, changes: UpdateLink): LinkSettings {
  const { title, starts_at, expires_at, fallback_url } = changes;
  return {
    targetUrl: changes.original_url ?? link.targetUrl,
    title: title === undefined ? link.title : title || null,
    isActive: changes.is_active ?? link.isActive,
    isPublic: changes.is_public ?? link.isPublic,
    isIndexable: changes.is_indexable ?? link.isIndexable,
    redirectStatus: changes.redirect_status ?? link.redirectStatus,
    startsAt: starts_at === undefined ? link.startsAt : starts_at,
    expiresAt: expires_at === undefined ? link.expiresAt : expires_at,
    fallbackUrl: fallback_url === undefined ? link.fallbackUrl : fallback_url,
  };
}
