import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import type { SocialContext } from "../social-context.ts";
import { insertBlock } from "./block-store.ts";
import { changePair } from "./change-pair.ts";
import { deletePendingRequest } from "./friend-request-store.ts";
import { deleteFriendship } from "./friendship-store.ts";
import { findPerson } from "./person-store.ts";

/**
 * Ends their friendship and pending request; unblocking does not restore them.
 *
 * @throws Problem "request-to-self" or "user-not-found"
 */
export async function blockPerson({ db }: SocialContext, { userId }: Caller, blockedId: string): Promise<void> {
  if (blockedId === userId) throw new Problem("request-to-self");
  await changePair(db, [userId, blockedId], async tx => {
    if (!(await findPerson(tx, blockedId))) throw new Problem("user-not-found");
    await deleteFriendship(tx, userId, blockedId);
    await deletePendingRequest(tx, userId, blockedId);
    await insertBlock(tx, userId, blockedId);
  });
}
