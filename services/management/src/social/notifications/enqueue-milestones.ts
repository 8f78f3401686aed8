import type { Db } from "@shunt/db";
import { getLinkRows } from "../../links/index.ts";
import { claimMilestones } from "./milestone-store.ts";
import { enqueueNotifications } from "./notification-outbox.ts";

/** Notes for the owners of links how often those have been clicked. Returns what is to be passed on. */
export async function enqueueMilestones(db: Db): Promise<string[]> {
  return db.transaction().execute(async tx => {
    const news = (await claimMilestones(tx)).filter(({ isNews }) => isNews);
    const links = await getLinkRows(
      tx,
      news.map(({ linkId }) => linkId),
    );
    const owners = new Map(links.map(({ id, ownerId }) => [id, ownerId]));
    const notifications = news.flatMap(({ linkId, clicks }) => {
      const userId = owners.get(linkId);
      return userId ? [{ userId, kind: "click_milestone" as const, linkId, clicks }] : [];
    });
    return enqueueNotifications(tx, notifications);
  });
}
