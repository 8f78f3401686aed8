import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import type { SocialContext } from "../social-context.ts";
import { changePair } from "./change-pair.ts";
import { deleteFriendship } from "./friendship-store.ts";

/** @throws Problem "friend-not-found" */
export async function endFriendship({ db }: SocialContext, { userId }: Caller, friendId: string): Promise<void> {
  const wereFriends = await changePair(db, [userId, friendId], tx => deleteFriendship(tx, userId, friendId));
  if (!wereFriends) throw new Problem("friend-not-found");
}
