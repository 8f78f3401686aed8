import type { NotificationKind } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";

export interface NewNotification {
  userId: string;
  kind: NotificationKind;
  actorId?: string;
  postId?: string;
  linkId?: string;
  clicks?: number;
}

/**
 * Queues outbox rows for delivery after the commit, without waiting. The sweep finds rows that a crash or a Redis
 * outage left behind.
 */
export type DeliverNotifications = (ids: readonly string[]) => void;

/**
 * Writes to the outbox, in the transaction of the event. Returns the ids, for `DeliverNotifications` after the commit.
 */
export async function enqueueNotifications(tx: Db, notifications: readonly NewNotification[]): Promise<string[]> {
  if (notifications.length === 0) return [];
  const rows = notifications.map(({ userId, kind, actorId, postId, linkId, clicks }) => ({
    id: uuidv7(),
    user_id: userId,
    kind,
    actor_id: actorId ?? null,
    post_id: postId ?? null,
    link_id: linkId ?? null,
    clicks: clicks ?? null,
  }));
  await tx.insertInto("social.notification_outbox").values(rows).execute();
  return rows.map(({ id }) => id);
}
