import { Problem } from "@shunt/contracts/problem";
import { type OperatorActor, type UserActor, userIdOf } from "../access/index.ts";
import {
  applyAccessEvent,
  type DeleteAccountDeps,
  deleteAccount,
  lockAdministration,
  removeAdminRole,
} from "../accounts/index.ts";
import { lockUserRecord, updateUserRow } from "../auth/index.ts";

/**
 * Disables the account first, so that it has no access during a long deletion.
 *
 * @throws Problem "user-not-found", "last-administrator", or "own-account", which needs the password; "admin-only" or
 * "invalid-token" if the actor has just lost access
 */
export async function deleteUser(
  context: DeleteAccountDeps,
  actor: UserActor | OperatorActor,
  id: string,
): Promise<void> {
  if (id === userIdOf(actor)) throw new Problem("own-account");
  await context.db.transaction().execute(async tx => {
    await lockAdministration(tx, actor);
    if (!(await lockUserRecord(tx, id))) throw new Problem("user-not-found");
    await removeAdminRole(tx, id);
    await updateUserRow(tx, id, { is_active: false });
    await applyAccessEvent(tx, "account deleted", { userId: id });
  });
  context.accessChanges?.publish(id);
  await deleteAccount(context, actor, id);
}
