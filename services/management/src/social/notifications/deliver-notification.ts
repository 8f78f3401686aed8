import type { LiveNotifications } from "@shunt/cache";
import type { Db } from "@shunt/db";
import { deleteFromOutbox, moveFromOutbox } from "./notification-store.ts";

/** SQLSTATE foreign_key_violation: whoever it is for, or what it tells of, has been deleted. */
const foreignKeyViolation = "23503";

/** Gives somebody what stands in the outbox for them, and tells those who watch. Doing it twice changes nothing. */
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
