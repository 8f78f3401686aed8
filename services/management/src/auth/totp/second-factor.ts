import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Guess, GuessLimits } from "../../limits/index.ts";
import type { AuthDeps } from "../deps.ts";
import type { Trust } from "../password/password-lane.ts";
import { createTotpBox, findTimeStep } from "./totp.ts";
import { consumeRecoveryCode, consumeTimeStep, findTotp } from "./totp-store.ts";

/** What a log-in is yet to show, and how it tries to. */
export interface SecondFactor {
  userId: string;
  /** Sealed. */
  secret: Buffer;
  code: string;
  /** Counted already; to be given back once the code was right. */
  guess: Guess;
}

/** From where a code is guessed: a sign-in comes from a network, everything else from a session. */
export type Guesser = { network: string; trust: Trust } | { session: string };

/**
 * What the account asks for beside its password: undefined when that is nothing. Only who knows the password gets here. Somebody
 * who knows it and guesses codes does not lock out the owner, who comes from another network or has a session.
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
  // Counted before it is looked at, so that many guesses at once are no more than may be; a right one is given back.
  const guess = await beginGuess(guesses, userId, guesser);
  return { userId, secret: totp.secret, code, guess };
}

async function beginGuess(guesses: GuessLimits, userId: string, guesser: Guesser): Promise<Guess> {
  if ("session" in guesser) return guesses.beginInSession("totp", guesser.session);
  const guess = await guesses.begin({ of: "totp", account: `account ${userId}`, network: guesser.network });
  if (guesser.trust === "stranger") await guess.countAsStranger();
  return guess;
}

/** Told apart from those of an app by how it looks. */
export function isRecoveryCode(code: string): boolean {
  return !/^\d{6}$/.test(code);
}

/** Whether the code is right and nobody has used it; it is spent with the transaction. */
export async function consumeCode({ config, log }: AuthDeps, tx: Db, factor: SecondFactor): Promise<boolean> {
  const { userId, code } = factor;
  if (isRecoveryCode(code)) return consumeRecoveryCode(tx, userId, code);
  const secret = createTotpBox(config.secretKeys).open(factor.secret);
  if (secret === undefined) {
    log.error({ user_id: userId }, "a second factor was sealed under a SECRET_KEY that is gone; recovery codes work");
    return false;
  }
  const step = findTimeStep(secret, code, Date.now());
  return step !== undefined && consumeTimeStep(tx, userId, step);
}
