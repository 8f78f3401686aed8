import type { Db } from "@shunt/db";
import { claimMilestones, findOwners } from "./milestone-store.ts";
import { enqueueNotifications } from "./notification-outbox.ts";

/** Returns the ids of the notifications. */
export async function enqueueMilestones(db: Db): Promise<string[]> {
  return db.transaction().execute(async tx => {
    const milestones = (await claimMilestones(tx)).filter(({ isRecent }) => isRecent);
    const owners = await findOwners(
      tx,
      milestones.map(({ linkId }) => linkId),
    );
    const notifications = milestones.flatMap(({ linkId, clicks }) => {
      const userId = owners.get(linkId);
      return userId ? [{ userId, kind: "click_milestone" as const, linkId, clicks }] : [];
    });
    return enqueueNotifications(tx, notifications);
  });
}
