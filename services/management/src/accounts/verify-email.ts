import type { VerifyEmail } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { writeAudit } from "../audit/index.ts";
import {
  consumeEmailChange,
  consumeMailToken,
  findMailToken,
  hashSecret,
  lockSession,
  lockUserRecord,
  markVerified,
  replaceEmail,
  sendEmailChanged,
} from "../auth/index.ts";
import type { Client } from "../core.ts";
import { applyAccessEvent } from "./access-grants.ts";
import type { AccountsDeps } from "./deps.ts";

/**
 * A new address takes effect only while the session that requested it is active: ending a stranger's session cancels
 * the change.
 *
 * @throws Problem "mail-token-invalid", also for a disabled account; "email-taken" if another account has the new
 * address
 */
export async function verifyEmail(context: AccountsDeps, { token }: VerifyEmail, client: Client): Promise<void> {
  const tokenHash = hashSecret(token);
  const userId = await findMailToken(context.db, tokenHash, "verify-email");
  if (userId === undefined) return changeEmail(context, tokenHash, client);
  await context.db.transaction().execute(async tx => {
    await lockActive(tx, userId);
    if ((await consumeMailToken(tx, tokenHash, "verify-email")) === undefined) throw new Problem("mail-token-invalid");
    await markVerified(tx, userId);
  });
}

async function changeEmail(context: AccountsDeps, tokenHash: Buffer, client: Client): Promise<void> {
  const userId = await findMailToken(context.db, tokenHash, "change-email");
  if (userId === undefined) throw new Problem("mail-token-invalid");
  const before = await context.db.transaction().execute(async tx => {
    const user = await lockActive(tx, userId);
    const change = await consumeEmailChange(tx, tokenHash);
    if (!change || !(await lockSession(tx, change.sessionId))) throw new Problem("mail-token-invalid");
    await replaceEmail(tx, userId, change.email);
    await applyAccessEvent(tx, "e-mail changed", { userId, sessionId: change.sessionId });
    await writeAudit(tx, { actor: { userId }, action: "account.email-changed", subjectId: userId });
    return user.email;
  });
  context.accessChanges.publish(userId);
  context.background.run("address change mail", () => sendEmailChanged(context, { userId, before }, client));
}

async function lockActive(tx: Db, userId: string) {
  const user = await lockUserRecord(tx, userId);
  if (!user?.isActive) throw new Problem("mail-token-invalid");
  return user;
}
