import { Problem } from "@shunt/contracts/problem";
import type { UserActor } from "../access/index.ts";
import { applyAccessEvent, deleteAccount, lockAdministration, removeAdminRole } from "../accounts/index.ts";
import { lockUserRecord, updateUserRow } from "../auth/index.ts";
import type { AdminDeps } from "./deps.ts";

/**
 * Disables the account first, so that it has no access during a long deletion.
 *
 * @throws Problem "user-not-found", "last-administrator", or "own-account", which needs the password; "admin-only" or
 * "invalid-token" if the actor has just lost access
 */
export async function deleteUser(context: AdminDeps, actor: UserActor, id: string): Promise<void> {
  if (id === actor.userId) throw new Problem("own-account");
  await context.db.transaction().execute(async tx => {
    await lockAdministration(tx, actor);
    if (!(await lockUserRecord(tx, id))) throw new Problem("user-not-found");
    await removeAdminRole(tx, id);
    await updateUserRow(tx, id, { is_active: false });
    await applyAccessEvent(tx, "account deleted", { userId: id });
  });
  context.accessChanges.publish(id);
  await deleteAccount(context, actor, id);
}
