import { type ModerateLink, Problem } from "@shunt/contracts";
import { holdHostVerdicts } from "@shunt/db";
import { writeAudit } from "../audit/write-audit.ts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { announceChanges, insertOutboxRows, toAnnouncements } from "../links/cache-outbox.ts";
import { assertTargets } from "../links/link-judge.ts";
import { getLinkRow, lockLink, setBlocked } from "../links/link-store.ts";
import { emitLinkEvents } from "../webhooks/emit-link-events.ts";
import { blockAddresses, unblockAddressesOf } from "./blocked-address-store.ts";

/**
 * Blocks a link (451 to visitors) with all addresses that it has, so that no link can have them again, or unblocks it with them.
 *
 * @throws Problem "link-not-found", or "target-refused" where the destination itself is blocked
 */
export async function moderateLink(
  context: Context,
  actor: Caller,
  id: string,
  { is_blocked, reason }: ModerateLink,
): Promise<void> {
  const { announcements, outbox } = await context.db.transaction().execute(async tx => {
    await holdHostVerdicts(tx);
    const before = await lockLink(tx, id);
    if (!before) throw new Problem("link-not-found");
    // A link to a blocked host comes back with the host, not by itself.
    if (!is_blocked) await assertTargets(tx, context.config, before);
    // First, so that the version of the link is newer.
    const freed = is_blocked ? [] : await unblockAddressesOf(tx, id);
    await setBlocked(tx, id, is_blocked, reason || null);
    if (is_blocked) await blockAddresses(tx, id, { reason: reason || null, blockedBy: actor.userId });
    const details = { reason: reason ?? null };
    await writeAudit(tx, { actor, action: is_blocked ? "link.blocked" : "link.unblocked", subjectId: id, details });
    const updated = await getLinkRow(tx, id);
    await emitLinkEvents(tx, context, "link.updated", [updated]);
    const told = [...freed.map(change => ({ change, link: undefined })), ...toAnnouncements(updated)];
    return { announcements: told, outbox: await insertOutboxRows(tx, told) };
  });
  await announceChanges(context, outbox, announcements);
}
