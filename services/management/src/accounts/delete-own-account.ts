import type { DeleteAccount } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { UserActor } from "../access/index.ts";
import { admitSecondFactor, consumeCode, lockAccess, requirePassword } from "../auth/index.ts";
import type { Client } from "../core.ts";
import { assertNotSoleOwner } from "../workspaces/index.ts";
import { applyAccessEvent } from "./access-grants.ts";
import { deleteAccount, removeAdminRole } from "./delete-account.ts";
import type { AccountsDeps } from "./deps.ts";

/**
 * Requires the same proof as a sign-in.
 *
 * @throws Problem "wrong-password", "totp-required", "invalid-totp-code", "last-administrator", "sole-owner" or "rate-limited"
 */
export async function deleteOwnAccount(
  context: AccountsDeps,
  actor: UserActor,
  { password, totp_code }: DeleteAccount,
  client: Client,
): Promise<void> {
  await requirePassword(context, actor, password, client);
  const secondFactor = await admitSecondFactor(context, actor.userId, totp_code, { session: actor.sessionId });
  await context.db.transaction().execute(async tx => {
    if (secondFactor && !(await consumeCode(context, tx, secondFactor))) throw new Problem("invalid-totp-code");
    await removeAdminRole(tx, actor.userId);
    await lockAccess(tx, actor);
    await assertNotSoleOwner(tx, actor.userId);
    await applyAccessEvent(tx, "account deleted", actor);
  });
  context.accessChanges.publish(actor.userId);
  await secondFactor?.guess.giveBack();
  await deleteAccount(context, actor, actor.userId);
}
