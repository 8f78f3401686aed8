import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { isKnownNetwork } from "../session/known-network-store.ts";
import { createSecret, hashSecret } from "../session/tokens.ts";
import { findCredentials } from "../user-store.ts";
import { upsertMailToken } from "./mail-token-store.ts";
import { sendMail } from "./send-mail.ts";

export const resetPasswordPath = "/reset-password";
const validMinutes = 60;

/**
 * The look-ups are the same with or without an account. Strangers share one limit, so they cannot use up the mails of
 * an owner on a known network. An owner who is refused elsewhere can use the link in the last mail that a stranger
 * requested.
 *
 * @throws Problem "rate-limited"
 */
export async function admitPasswordReset(
  { db, config, limits }: AuthDeps,
  email: string,
  network: string,
): Promise<void> {
  const account = await findCredentials(db, email);
  const isKnown = await isKnownNetwork(db, config.secretKeys, { userId: account?.id, network });
  await limits.takeMail(email, isKnown ? { resetFrom: network } : "reset by strangers");
}

/**
 * Earlier links stop working. Takes longer for an existing account, so call it after the response is sent.
 *
 * @throws Problem "unavailable"
 */
export async function sendPasswordReset(context: AuthDeps, email: string, client: Client): Promise<void> {
  const account = await findCredentials(context.db, email);
  if (!account?.isActive) return;
  const token = createSecret();
  await upsertMailToken(context.db, {
    tokenHash: hashSecret(token),
    userId: account.id,
    purpose: "reset-password",
    minutes: validMinutes,
  });
  const { appUrl } = context.config;
  const page = `${appUrl}${resetPasswordPath}?token=${token}`;
  await sendMail(context, { to: account.email, client }, texts => texts.resetPassword({ appUrl, page }));
}
