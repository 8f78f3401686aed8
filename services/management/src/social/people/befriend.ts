import type { Db } from "@shunt/db";
import { enqueueNotifications } from "../notifications/notification-outbox.ts";
import { type RequestRecord, settleRequest } from "./friend-request-store.ts";
import { insertFriendship } from "./friendship-store.ts";

/** Also notifies the sender of the request. Returns the notification ids. */
export async function befriend(tx: Db, { id, senderId, receiverId }: RequestRecord): Promise<string[]> {
  await settleRequest(tx, id, "accepted");
  await insertFriendship(tx, senderId, receiverId);
  return enqueueNotifications(tx, [{ userId: senderId, kind: "friend_accepted", actorId: receiverId }]);
}
