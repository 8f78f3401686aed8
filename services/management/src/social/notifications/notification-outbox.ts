import type { NotificationKind } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";

/** That somebody is to be told of something. */
export interface NewNotification {
  userId: string;
  kind: NotificationKind;
  actorId?: string;
  postId?: string;
  linkId?: string;
  clicks?: number;
}

/**
 * Passes on what stands in the outbox, once the transaction that wrote it has committed. Nobody waits for it: what is not
 * passed on now, because of a crash or because Redis is away, is found there later.
 */
export type DeliverNotifications = (ids: readonly string[]) => void;

/** Notes in the transaction of what happened who is to be told. Returns the ids, to be passed on once it has committed. */
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
