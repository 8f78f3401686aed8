import type { LiveNotifications } from "@shunt/cache";
import type { Db } from "@shunt/db";
import { deleteFromOutbox, moveFromOutbox } from "./notification-store.ts";

/** SQLSTATE foreign_key_violation: the recipient, or what the notification is about, was deleted. */
const foreignKeyViolation = "23503";

/** Idempotent. */
export async function deliverNotification(
  { db, live }: { db: Db; live: Pick<LiveNotifications, "publish"> },
  id: string,
): Promise<void> {
  const userId = await moveFromOutbox(db, id).catch(async (err: { code?: unknown }) => {
    if (err.code !== foreignKeyViolation) throw err;
    await deleteFromOutbox(db, id);
  });
  if (userId) live.publish(userId, id);
}
