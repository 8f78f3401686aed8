import { Problem } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import { verifyPassword } from "./password.ts";
import { findPassword } from "./user-store.ts";

/**
 * Whoever is signed in shows that they know the password as well; counted like log-ins, so that it cannot be guessed here.
 *
 * @throws Problem "wrong-password" or "rate-limited"
 */
export async function requirePassword(
  { db, limits }: Context,
  actor: Actor,
  password: string,
): Promise<{ email: string; passwordHash: string }> {
  const account = await findPassword(db, actor.userId);
  await limits.takeLogin(account.email);
  if (!(await verifyPassword(account.passwordHash, password))) throw new Problem("wrong-password");
  return account;
}
