import { type Login, Problem, type TokenPair } from "@shunt/contracts";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import { issueTokens } from "./issue-tokens.ts";
import { verifyPassword } from "./password.ts";
import { admitSecondFactor, spendCode } from "./second-factor.ts";
import { findCredentials, holdPassword } from "./user-store.ts";

/**
 * @throws Problem "invalid-credentials", the same in words and time whatever was wrong, or "rate-limited"; for a right password
 * also "totp-required" or "invalid-totp-code"
 */
export async function login(context: Context, input: Login, userAgent: string): Promise<TokenPair> {
  await context.limits.takeLogin(input.email);
  const credentials = await findCredentials(context.db, input.email);
  const isRight = await verifyPassword(credentials?.passwordHash, input.password);
  if (!credentials || !isRight || !credentials.isActive) throw new Problem("invalid-credentials");
  const { id: userId, passwordHash } = credentials;
  const secondFactor = await admitSecondFactor(context, userId, input.totp_code);
  const pair = await context.db.transaction().execute(async tx => {
    if (!(await holdPassword(tx, userId, passwordHash))) throw new Problem("invalid-credentials");
    if (secondFactor && !(await spendCode(context, tx, secondFactor))) throw new Problem("invalid-totp-code");
    return issueTokens(context, tx, { userId, familyId: uuidv7(), userAgent });
  });
  if (secondFactor) await context.limits.giveBackTotpCode(userId);
  return pair;
}
