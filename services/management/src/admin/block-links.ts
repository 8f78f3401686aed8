import type { Context } from "../context.ts";
import { announceChanges, insertOutboxRows, toAnnouncements } from "../links/cache-outbox.ts";
import { getLinkRows } from "../links/link-store.ts";
import { emitLinkEvents } from "../webhooks/emit-link-events.ts";
import { setBlockedHost } from "./blocked-links-store.ts";

/** So many that others wait for none of them for long. */
const linksAtOnce = 500;

/**
 * Takes links down for the host that they lead to, or, without one, puts them back; those that are down for themselves stay as they
 * are. Some transactions' worth of them: what fails on the way is done by doing it once more. Returns how many there were.
 */
export async function blockLinks(context: Context, ids: readonly string[], host: string | undefined): Promise<number> {
  let count = 0;
  for (let start = 0; start < ids.length; start += linksAtOnce) {
    const { announcements, outbox, changed } = await context.db.transaction().execute(async tx => {
      const changedIds = await setBlockedHost(tx, ids.slice(start, start + linksAtOnce), host);
      const links = await getLinkRows(tx, changedIds);
      await emitLinkEvents(tx, context, "link.updated", links);
      const told = links.flatMap(toAnnouncements);
      return { announcements: told, outbox: await insertOutboxRows(tx, told), changed: changedIds.length };
    });
    await announceChanges(context, outbox, announcements);
    count += changed;
  }
  return count;
}
