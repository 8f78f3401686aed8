import type { ResetPassword } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import { writeAudit } from "../audit/index.ts";
import {
  assertUncommonPassword,
  consumeMailToken,
  findMailToken,
  hashPassword,
  hashSecret,
  inPasswordLane,
  lockUserRecord,
  markVerified,
  notifyOfSignInChange,
  replacePassword,
  upsertKnownNetwork,
} from "../auth/index.ts";
import type { Client } from "../core.ts";
import { applyAccessEvent } from "./access-grants.ts";
import type { AccountsDeps } from "./deps.ts";

/**
 * Reading the mail proves ownership of the address, so this confirms it and revokes earlier access: sessions, API keys
 * and mail links; webhooks are disabled. Two-factor authentication stays, unless the address was never confirmed: then a
 * stranger may have set it up.
 *
 * @throws Problem "mail-token-invalid", also for a disabled account, or "validation-failed", which does not use up the
 * token
 */
export async function resetPassword(
  context: AccountsDeps,
  { token, new_password }: ResetPassword,
  client: Client,
): Promise<void> {
  const { db, config } = context;
  assertUncommonPassword(new_password, "/new_password");
  const tokenHash = hashSecret(token);
  // Checked before the expensive hashing, so that made-up tokens cost little.
  const userId = await findMailToken(db, tokenHash, "reset-password");
  if (userId === undefined) throw new Problem("mail-token-invalid");
  const passwordHash = await inPasswordLane(context, client, "known", () => hashPassword(new_password));
  await db.transaction().execute(async tx => {
    // Locks the account first, like everything that revokes access.
    const before = await lockUserRecord(tx, userId);
    const isSpent = before?.isActive && (await consumeMailToken(tx, tokenHash, "reset-password")) !== undefined;
    if (!before || !isSpent) throw new Problem("mail-token-invalid");
    await markVerified(tx, userId);
    await replacePassword(tx, userId, passwordHash);
    await applyAccessEvent(tx, "password reset", { userId, wasVerified: before.isVerified });
    await upsertKnownNetwork(tx, config.secretKeys, { userId, network: client.network });
    await writeAudit(tx, { actor: { userId }, action: "account.password-reset", subjectId: userId });
  });
  context.accessChanges.publish(userId);
  notifyOfSignInChange(context, userId, "password-reset", client);
}
