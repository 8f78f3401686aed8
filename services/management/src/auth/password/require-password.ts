import { Problem } from "@shunt/contracts/problem";
import type { UserActor } from "../../access/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { findPassword } from "../user-store.ts";
import { verifyInPasswordLane } from "./password-lane.ts";

/**
 * Counts wrong guesses per session, so that strangers who guess at the sign-in do not affect it.
 *
 * @throws Problem "wrong-password" or "rate-limited"; LaneFull while too many passwords are being verified
 */
export async function requirePassword(
  context: AuthDeps,
  actor: UserActor,
  password: string,
  client: Client,
): Promise<{ email: string; passwordHash: string }> {
  const guess = await context.guesses.beginInSession("login", actor.sessionId);
  const account = await findPassword(context.db, actor.userId);
  const { passwordHash } = account;
  const isRight = await verifyInPasswordLane(context, client, "session", { guess, passwordHash, password });
  if (!isRight) throw new Problem("wrong-password");
  await guess.giveBack();
  return account;
}
