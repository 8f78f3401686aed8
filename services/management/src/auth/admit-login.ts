import { type Login, Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import type { Context } from "../context.ts";
import { verifyPassword } from "./password.ts";
import { admitSecondFactor, isRecoveryCode, spendCode } from "./second-factor.ts";
import { tellOfChange } from "./tell-of-change.ts";
import { findCredentials, holdPassword } from "./user-store.ts";

const unconfirmedDetail =
  "E-mail or password is wrong, or the address is not confirmed yet: open the link in the mail that was sent to it, or choose a new " +
  "password, which confirms it as well";

/**
 * The one way to sign in with a password, whatever is given out for it: `give` does so in the transaction that spends the code
 * of the second factor, while nobody changes the password.
 *
 * @throws Problem "invalid-credentials", the same in words and time whatever was wrong, or "rate-limited"; for a right password
 * also "totp-required" or "invalid-totp-code"
 */
export async function admitLogin<T>(
  context: Context,
  input: Login,
  give: (tx: Db, userId: string) => Promise<T>,
): Promise<T> {
  await context.limits.takeLogin(input.email);
  const isRequired = context.config.EMAIL_VERIFICATION === "required";
  // An address that is not confirmed is refused in the same words, or registering it would show whether it was registered before.
  const refusal = new Problem("invalid-credentials", isRequired ? unconfirmedDetail : undefined);
  const credentials = await findCredentials(context.db, input.email);
  const isRight = await verifyPassword(credentials?.passwordHash, input.password);
  if (!credentials || !isRight || !credentials.isActive || (isRequired && !credentials.isVerified)) throw refusal;
  const { id: userId, passwordHash } = credentials;
  const secondFactor = await admitSecondFactor(context, userId, input.totp_code);
  const given = await context.db.transaction().execute(async tx => {
    if (!(await holdPassword(tx, userId, passwordHash))) throw new Problem("invalid-credentials");
    if (secondFactor && !(await spendCode(context, tx, secondFactor))) throw new Problem("invalid-totp-code");
    return give(tx, userId);
  });
  if (secondFactor) await context.limits.giveBackTotpCode(userId);
  if (secondFactor && isRecoveryCode(secondFactor.code)) tellOfChange(context, userId, "recovery-code-used");
  return given;
}
