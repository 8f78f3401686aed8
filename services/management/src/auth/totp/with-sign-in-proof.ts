import type { SignInProof } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { UserActor } from "../../access/index.ts";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { requirePassword } from "../password/require-password.ts";
import { admitSecondFactor, consumeCode } from "./second-factor.ts";
import { findTotp } from "./totp-store.ts";

interface Proof {
  proof: SignInProof;
  client: Client;
  /** Locks the account, which comes before its two-factor authentication. */
  lock: (tx: Db) => Promise<unknown>;
}

/**
 * Runs `work` in a transaction after the same proof as a sign-in, for changes that a password alone must not allow: with a session
 * and a password, a thief could otherwise disable two-factor authentication.
 *
 * @throws Problem "wrong-password", "totp-required", "invalid-totp-code" or "rate-limited"
 */
export async function withSignInProof<T>(
  context: AuthDeps,
  actor: UserActor,
  { proof: { password, totp_code }, client, lock }: Proof,
  work: (tx: Db) => Promise<T>,
): Promise<T> {
  await requirePassword(context, actor, password, client);
  const secondFactor = await admitSecondFactor(context, actor.userId, totp_code, { session: actor.sessionId });
  const result = await context.db.transaction().execute(async tx => {
    await lock(tx);
    if (secondFactor) {
      if (!(await consumeCode(context, tx, secondFactor))) throw new Problem("invalid-totp-code");
      // Enabled since then.
    } else if ((await findTotp(tx, actor.userId))?.isEnabled) throw new Problem("totp-required");
    return work(tx);
  });
  await secondFactor?.guess.giveBack();
  return result;
}
