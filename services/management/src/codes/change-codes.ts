import type { Db } from "@shunt/db";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { type Announcement, announceChanges, insertOutboxRows, toAnnouncements } from "../links/cache-outbox.ts";
import type { LinkRecord } from "../links/link-record.ts";
import { getLinkRow, touchLink } from "../links/link-store.ts";
import { lockOwnLink } from "../links/lock-own-link.ts";
import { emitLinkEvents } from "../webhooks/emit-link-events.ts";

/**
 * Changes the codes of one's link, in one transaction, and tells the caches of all that it has then.
 *
 * @param change returns what there is to tell of codes that it no longer has
 * @throws Problem "link-not-found" or "forbidden", and what `change` throws
 */
export async function changeCodes(
  context: Context,
  actor: Caller,
  id: string,
  change: (tx: Db, link: LinkRecord) => Promise<readonly Announcement[]>,
): Promise<void> {
  const { announcements, outbox } = await context.db.transaction().execute(async tx => {
    const farewells = await change(tx, await lockOwnLink(tx, actor, id));
    await touchLink(tx, id);
    const link = await getLinkRow(tx, id);
    await emitLinkEvents(tx, context, "link.updated", [link]);
    const told = [...toAnnouncements(link), ...farewells];
    return { announcements: told, outbox: await insertOutboxRows(tx, told) };
  });
  await announceChanges(context, outbox, announcements);
}
