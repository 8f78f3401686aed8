import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { deleteNotificationsBetween } from "../notifications/notification-store.ts";
import type { SocialContext } from "../social-context.ts";
import { changePair } from "./change-pair.ts";
import { deletePendingRequest, findRequest } from "./friend-request-store.ts";

/**
 * Deletes a pending request and its notification.
 *
 * @throws Problem "friend-request-not-found", "request-answered", or "forbidden" unless the caller is the sender
 */
export async function withdrawFriendRequest(
  { db }: Pick<SocialContext, "db">,
  { userId }: Caller,
  id: string,
): Promise<void> {
  const found = await findRequest(db, id);
  if (!found) throw new Problem("friend-request-not-found");
  if (found.senderId !== userId) throw new Problem("forbidden");
  const { senderId, receiverId } = found;
  await changePair(db, [senderId, receiverId], async tx => {
    const request = await findRequest(tx, id);
    if (!request) throw new Problem("friend-request-not-found");
    if (request.status !== "pending") throw new Problem("request-answered");
    await deletePendingRequest(tx, senderId, receiverId);
    await deleteNotificationsBetween(tx, { kind: "friend_request", actorId: senderId, userId: receiverId });
  });
}
