import type { Db } from "@shunt/db";
import { getLinkRows } from "../../links/index.ts";
import { takeMilestones } from "./milestone-store.ts";
import { noteNotifications } from "./notification-outbox.ts";

/** Notes for the owners of links how often those have been clicked. Returns what is to be passed on. */
export async function tellOfMilestones(db: Db): Promise<string[]> {
  return db.transaction().execute(async tx => {
    const news = (await takeMilestones(tx)).filter(({ isNews }) => isNews);
    const links = await getLinkRows(
      tx,
      news.map(({ linkId }) => linkId),
    );
    const owners = new Map(links.map(({ id, ownerId }) => [id, ownerId]));
    const notices = news.flatMap(({ linkId, clicks }) => {
      const userId = owners.get(linkId);
      return userId ? [{ userId, kind: "click_milestone" as const, linkId, clicks }] : [];
    });
    return noteNotifications(tx, notices);
  });
}
