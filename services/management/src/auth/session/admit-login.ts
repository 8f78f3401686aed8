import type { Credentials } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { notifyOfSignInChange } from "../mail/notify-of-sign-in-change.ts";
import { type Trust, verifyInPasswordLane } from "../password/password-lane.ts";
import { admitSecondFactor, consumeCode, isRecoveryCode } from "../totp/second-factor.ts";
import { findCredentials, lockPassword } from "../user-store.ts";
import { isKnownNetwork, upsertKnownNetwork } from "./known-network-store.ts";

const unconfirmedDetail =
  "The e-mail or password is wrong, or the address is not confirmed yet. Open the link in the confirmation mail, or reset your " +
  "password, which also confirms the address";

/**
 * The only way to sign in with a password. `issue` issues the credential in the transaction that uses up the code of the
 * two-factor authentication and locks the password. On success, the client's network becomes known to the account.
 *
 * @throws Problem "invalid-credentials", with the same text and timing for every cause, or "rate-limited"; for a right
 * password also "totp-required" or "invalid-totp-code"; LaneFull while too many passwords are being verified
 */
export async function admitLogin<T>(
  context: AuthDeps,
  input: Credentials,
  client: Client,
  issue: (tx: Db, userId: string) => Promise<T>,
): Promise<T> {
  const { userId, passwordHash, trust } = await admitPassword(context, input, client);
  const guesser = { network: client.network, trust };
  const secondFactor = await admitSecondFactor(context, userId, input.totp_code, guesser);
  const issued = await context.db.transaction().execute(async tx => {
    if (!(await lockPassword(tx, userId, passwordHash))) throw new Problem("invalid-credentials");
    if (secondFactor && !(await consumeCode(context, tx, secondFactor))) throw new Problem("invalid-totp-code");
    await upsertKnownNetwork(tx, context.config.secretKeys, { userId, network: client.network });
    return issue(tx, userId);
  });
  await secondFactor?.guess.giveBack();
  if (secondFactor && isRecoveryCode(secondFactor.code))
    notifyOfSignInChange(context, userId, "recovery-code-used", client);
  return issued;
}

interface Admitted {
  userId: string;
  passwordHash: string;
  trust: Trust;
}

/** Checks the limits that need no query first, and hashes the password last. */
async function admitPassword(context: AuthDeps, { email, password }: Credentials, client: Client): Promise<Admitted> {
  const { db, config, guesses } = context;
  const { network } = client;
  const guess = await guesses.begin({ of: "login", account: `e-mail ${email.toLowerCase()}`, network });
  const credentials = await findCredentials(db, email);
  const isKnown = await isKnownNetwork(db, config.secretKeys, { userId: credentials?.id, network });
  if (!isKnown) await guess.countAsStranger();
  const trust: Trust = isKnown ? "known" : "stranger";
  const passwordHash = credentials?.passwordHash;
  const isRight = await verifyInPasswordLane(context, client, trust, { guess, passwordHash, password });
  const isRequired = config.auth.emailVerification === "required";
  // The same text for an unconfirmed address: otherwise, registering it would reveal whether it already had an account.
  if (!credentials || !isRight || !credentials.isActive || (isRequired && !credentials.isVerified))
    throw new Problem("invalid-credentials", isRequired ? unconfirmedDetail : undefined);
  await guess.giveBack();
  return { userId: credentials.id, passwordHash: credentials.passwordHash, trust };
}
