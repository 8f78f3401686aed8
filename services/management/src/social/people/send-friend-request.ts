import { Problem } from "@shunt/contracts/problem";
import type { FriendRequest, SendFriendRequest } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../../access/index.ts";
import { enqueueNotifications } from "../notifications/notification-outbox.ts";
import type { SocialContext } from "../social-context.ts";
import { befriend } from "./befriend.ts";
import { areBlocked } from "./block-store.ts";
import { changePair } from "./change-pair.ts";
import { findPendingRequest, getRequestBody, insertRequest } from "./friend-request-store.ts";
import { areFriends } from "./friendship-store.ts";
import { findPerson, findPersonIdByName } from "./person-store.ts";

/**
 * Accepts the receiver's own pending request, if there is one, so that crossing requests make one friendship.
 *
 * @throws Problem "request-to-self", "request-pending", "friends-already", or "user-not-found", also if one has blocked
 * the other, so that blocks stay hidden
 */
export async function sendFriendRequest(
  { db, social }: SocialContext,
  { userId }: Caller,
  receiver: Pick<SendFriendRequest, "receiver_id" | "username">,
): Promise<FriendRequest> {
  const receiverId = receiver.receiver_id ?? (await findPersonIdByName(db, receiver.username ?? ""));
  if (receiverId === undefined) throw new Problem("user-not-found");
  if (receiverId === userId) throw new Problem("request-to-self");
  const { request, notifications } = await changePair(db, [userId, receiverId], async tx => {
    await assertMayMeet(tx, userId, receiverId);
    if (await areFriends(tx, userId, receiverId)) throw new Problem("friends-already");
    const pending = await findPendingRequest(tx, userId, receiverId);
    if (pending?.senderId === userId) throw new Problem("request-pending");
    const id = pending?.id ?? uuidv7();
    const ids = pending ? await befriend(tx, pending) : await insertAndNotify(tx, { id, senderId: userId, receiverId });
    return { request: await getRequestBody(tx, id), notifications: ids };
  });
  social.deliverNotifications(notifications);
  return request;
}

async function assertMayMeet(tx: Db, userId: string, receiverId: string): Promise<void> {
  const receiver = await findPerson(tx, receiverId);
  if (!receiver?.isActive || (await areBlocked(tx, userId, receiverId))) throw new Problem("user-not-found");
}

async function insertAndNotify(
  tx: Db,
  request: { id: string; senderId: string; receiverId: string },
): Promise<string[]> {
  await insertRequest(tx, request);
  const { senderId, receiverId } = request;
  return enqueueNotifications(tx, [{ userId: receiverId, kind: "friend_request", actorId: senderId }]);
}
