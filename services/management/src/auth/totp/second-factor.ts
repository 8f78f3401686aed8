import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Guess, GuessLimits } from "../../limits/index.ts";
import type { AuthDeps } from "../deps.ts";
import type { Trust } from "../password/password-lane.ts";
import { createTotpBox, findTimeStep } from "./totp.ts";
import { consumeRecoveryCode, consumeTimeStep, findTotp } from "./totp-store.ts";

/** The TOTP secret to verify the code with that the caller sent. */
export interface SecondFactor {
  userId: string;
  /** Sealed. */
  secret: Buffer;
  code: string;
  /** Already counted; give it back if the code is right. */
  guess: Guess;
}

/** Where the code comes from: a network at sign-in, a session for everything else. */
export type Guesser = { network: string; trust: Trust } | { session: string };

/**
 * Returns undefined if the account needs no code. Call it after the password was verified. An attacker who knows the
 * password and guesses codes does not lock out the owner on another network or with a session.
 *
 * @throws Problem "totp-required", or "rate-limited" after too many wrong codes
 */
export async function admitSecondFactor(
  { db, guesses }: AuthDeps,
  userId: string,
  code: string | undefined,
  guesser: Guesser,
): Promise<SecondFactor | undefined> {
  const totp = await findTotp(db, userId);
  if (!totp?.isEnabled) return undefined;
  if (code === undefined) throw new Problem("totp-required");
  // Counted before the check, so that concurrent guesses cannot exceed the limit.
  const guess = await beginGuess(guesses, userId, guesser);
  return { userId, secret: totp.secret, code, guess };
}

async function beginGuess(guesses: GuessLimits, userId: string, guesser: Guesser): Promise<Guess> {
  if ("session" in guesser) return guesses.beginInSession("totp", guesser.session);
  const guess = await guesses.begin({ of: "totp", account: `account ${userId}`, network: guesser.network });
  if (guesser.trust === "stranger") await guess.countAsStranger();
  return guess;
}

/** App codes have six digits; everything else counts as a recovery code. */
export function isRecoveryCode(code: string): boolean {
  return !/^\d{6}$/.test(code);
}

/** Whether the code is right and unused. The transaction uses it up. */
export async function consumeCode({ config, log }: AuthDeps, tx: Db, factor: SecondFactor): Promise<boolean> {
  const { userId, code } = factor;
  if (isRecoveryCode(code)) return consumeRecoveryCode(tx, userId, code);
  const secret = createTotpBox(config.secretKeys).open(factor.secret);
  if (secret === undefined) {
    log.error({ user_id: userId }, "two-factor secret is sealed with an unknown SECRET_KEY; recovery codes still work");
    return false;
  }
  const step = findTimeStep(secret, code, Date.now());
  return step !== undefined && consumeTimeStep(tx, userId, step);
}
