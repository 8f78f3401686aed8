import type { DeleteAccount } from "@shunt/contracts/accounts";
import type { Db } from "@shunt/db";
import type { UserActor } from "../access/index.ts";
import { lockAccess, withSignInProof } from "../auth/index.ts";
import type { Client } from "../core.ts";
import { assertNotSoleOwner } from "../workspaces/index.ts";
import { applyAccessEvent } from "./access-grants.ts";
import { deleteAccount, removeAdminRole } from "./delete-account.ts";
import type { AccountsDeps } from "./deps.ts";

/** @throws Problem "last-administrator" or "sole-owner", and as `withSignInProof` does */
export async function deleteOwnAccount(
  context: AccountsDeps,
  actor: UserActor,
  proof: DeleteAccount,
  client: Client,
): Promise<void> {
  const lock = async (tx: Db) => {
    await removeAdminRole(tx, actor.userId);
    await lockAccess(tx, actor);
  };
  await withSignInProof(context, actor, { proof, client, lock }, async tx => {
    await assertNotSoleOwner(tx, actor.userId);
    await applyAccessEvent(tx, "account deleted", actor);
  });
  context.accessChanges.publish(actor.userId);
  await deleteAccount(context, actor, actor.userId);
}
