import { fieldProblem, Problem } from "@shunt/contracts/problem";
import type { AnsweredFriendRequest } from "@shunt/contracts/social";
import type { z } from "zod";
import type { Caller } from "../../access/index.ts";
import type { SocialContext } from "../social-context.ts";
import { befriend } from "./befriend.ts";
import { changePair } from "./change-pair.ts";
import { findRequest, settleRequest } from "./friend-request-store.ts";

/**
 * Only one of two concurrent answers counts.
 *
 * @throws Problem "unknown-action", "friend-request-not-found", "request-answered", or "forbidden" unless the caller is
 * the receiver
 */
export async function answerFriendRequest(
  { db, social }: SocialContext,
  { userId }: Caller,
  id: string,
  action: string | undefined,
): Promise<z.infer<typeof AnsweredFriendRequest>> {
  const status = toStatus(action);
  const found = await findRequest(db, id);
  if (!found) throw new Problem("friend-request-not-found");
  if (found.receiverId !== userId) throw new Problem("forbidden");
  const notifications = await changePair(db, [found.senderId, found.receiverId], async tx => {
    const request = await findRequest(tx, id);
    if (!request) throw new Problem("friend-request-not-found");
    if (request.status !== "pending") throw new Problem("request-answered");
    if (status === "accepted") return befriend(tx, request);
    await settleRequest(tx, id, status);
    return [];
  });
  social.deliverNotifications(notifications);
  return { status };
}

function toStatus(action: string | undefined): "accepted" | "rejected" {
  if (action === undefined) throw fieldProblem("/action", "is required, in the body or in the query");
  if (action === "accept") return "accepted";
  if (action === "reject") return "rejected";
  throw new Problem("unknown-action", 'Use the action "accept" or "reject"');
}
