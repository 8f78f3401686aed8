import type { Db } from "@shunt/db";
import { claimMilestones, findRecipients } from "./milestone-store.ts";
import { enqueueNotifications } from "./notification-outbox.ts";

/** Returns the ids of the notifications. */
export async function enqueueMilestones(db: Db): Promise<string[]> {
  return db.transaction().execute(async tx => {
    const milestones = (await claimMilestones(tx)).filter(({ isRecent }) => isRecent);
    const recipients = await findRecipients(
      tx,
      milestones.map(({ linkId }) => linkId),
    );
    const byLink = Map.groupBy(recipients, ({ linkId }) => linkId);
    const notifications = milestones.flatMap(({ linkId, clicks }) =>
      (byLink.get(linkId) ?? []).map(({ userId }) => ({ userId, kind: "click_milestone" as const, linkId, clicks })),
    );
    return enqueueNotifications(tx, notifications);
  });
}
