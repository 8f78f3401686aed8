import { type ModerateLink, Problem } from "@shunt/contracts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Actor, Context } from "../context.ts";
import { announceChanges, insertOutboxRows, toAnnouncements } from "../links/cache-outbox.ts";
import { getLinkRow, lockLink, setBlocked } from "../links/link-store.ts";
import { tellOfLinks } from "../webhooks/link-events.ts";

/** Takes a link down (451 to whoever clicks), or puts it back. @throws Problem "link-not-found" */
export async function moderateLink(
  context: Context,
  actor: Actor,
  id: string,
  { is_blocked, reason }: ModerateLink,
): Promise<void> {
  const { link, outbox } = await context.db.transaction().execute(async tx => {
    if (!(await lockLink(tx, id))) throw new Problem("link-not-found");
    await setBlocked(tx, id, is_blocked);
    const details = { reason: reason ?? null };
    await writeAudit(tx, { actor, action: is_blocked ? "link.blocked" : "link.unblocked", subjectId: id, details });
    const updated = await getLinkRow(tx, id);
    await tellOfLinks(tx, context, "link.updated", [updated]);
    return { link: updated, outbox: await insertOutboxRows(tx, toAnnouncements(updated)) };
  });
  await announceChanges(context, outbox, toAnnouncements(link));
}
