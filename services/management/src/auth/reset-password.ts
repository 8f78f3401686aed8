import { Problem, type ResetPassword } from "@shunt/contracts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Context } from "../context.ts";
import { refuseCommonPassword } from "./common-passwords.ts";
import { deleteMailTokens, findMailToken, useMailToken } from "./mail-token-store.ts";
import { hashPassword } from "./password.ts";
import { endSessions } from "./session-store.ts";
import { tellOfChange } from "./tell-of-change.ts";
import { hashSecret } from "./tokens.ts";
import { markVerified, replacePassword } from "./user-store.ts";

/**
 * Sets a new password by a link that was sent by mail, and ends all sessions. Who reads the mail owns the address, so that is
 * confirmed by it. A second factor stays as it is.
 *
 * @throws Problem "mail-token-invalid", also for an account that is disabled, or "validation-failed", which spends no token
 */
export async function resetPassword(context: Context, { token, new_password }: ResetPassword): Promise<void> {
  const { db } = context;
  refuseCommonPassword(new_password, "/new_password");
  const tokenHash = hashSecret(token);
  // Hashing a password costs so much that it is not done for whoever makes up a token.
  if ((await findMailToken(db, tokenHash, "reset-password")) === undefined) throw new Problem("mail-token-invalid");
  const passwordHash = await hashPassword(new_password);
  const owner = await db.transaction().execute(async tx => {
    const userId = await useMailToken(tx, tokenHash, "reset-password");
    if (userId === undefined || !(await markVerified(tx, userId))) throw new Problem("mail-token-invalid");
    await replacePassword(tx, userId, passwordHash);
    await deleteMailTokens(tx, userId);
    await endSessions(tx, userId, { except: undefined });
    await writeAudit(tx, { actor: { userId }, action: "account.password-reset", subjectId: userId });
    return userId;
  });
  tellOfChange(context, owner, "password-reset");
}
