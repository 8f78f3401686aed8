import { type DeleteAccount, Problem } from "@shunt/contracts";
import { holdAccess } from "../auth/has-access.ts";
import { requirePassword } from "../auth/require-password.ts";
import { admitSecondFactor, spendCode } from "../auth/second-factor.ts";
import type { Actor, Context } from "../context.ts";
import { applyAccessEvent } from "./access-grants.ts";
import { deleteAccount, giveUpAdministration } from "./delete-account.ts";

/**
 * Whoever asks for it shows the same as for a log-in.
 *
 * @throws Problem "wrong-password", "totp-required", "invalid-totp-code", "last-administrator" or "rate-limited"
 */
export async function deleteOwnAccount(
  context: Context,
  actor: Actor,
  { password, totp_code }: DeleteAccount,
): Promise<void> {
  await requirePassword(context, actor, password);
  const secondFactor = await admitSecondFactor(context, actor.userId, totp_code);
  await context.db.transaction().execute(async tx => {
    if (secondFactor && !(await spendCode(context, tx, secondFactor))) throw new Problem("invalid-totp-code");
    await giveUpAdministration(tx, actor.userId);
    await holdAccess(tx, actor);
    await applyAccessEvent(tx, "account deleted", actor);
  });
  context.accessChanges.publish(actor.userId);
  if (secondFactor) await context.limits.giveBackTotpCode(actor.userId);
  await deleteAccount(context, actor, actor.userId);
}
