import { Problem } from "@shunt/contracts";
import { deleteAccount, giveUpAdministration } from "../accounts/delete-account.ts";
import { findUser } from "../auth/user-store.ts";
import type { Actor, Context } from "../context.ts";

/** @throws Problem "user-not-found", "last-administrator", or "own-account": that takes one's password */
export async function deleteUser(context: Context, actor: Actor, id: string): Promise<void> {
  if (id === actor.userId) throw new Problem("own-account");
  if (!(await findUser(context.db, id))) throw new Problem("user-not-found");
  await context.db.transaction().execute(tx => giveUpAdministration(tx, id));
  await deleteAccount(context, actor, id);
}
