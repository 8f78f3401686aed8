import { type Login, Problem, type TokenPair } from "@shunt/contracts";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import { issueTokens } from "./issue-tokens.ts";
import { verifyPassword } from "./password.ts";
import { findCredentials, holdPassword } from "./user-store.ts";

/** @throws Problem "invalid-credentials", the same in words and time whatever was wrong, or "rate-limited" */
export async function login(context: Context, input: Login, userAgent: string): Promise<TokenPair> {
  await context.limits.takeLogin(input.email);
  const credentials = await findCredentials(context.db, input.email);
  const isRight = await verifyPassword(credentials?.passwordHash, input.password);
  if (!credentials || !isRight || !credentials.isActive) throw new Problem("invalid-credentials");
  const session = { userId: credentials.id, familyId: uuidv7(), userAgent };
  return context.db.transaction().execute(async tx => {
    if (!(await holdPassword(tx, credentials.id, credentials.passwordHash))) throw new Problem("invalid-credentials");
    return issueTokens(context, tx, session);
  });
}
