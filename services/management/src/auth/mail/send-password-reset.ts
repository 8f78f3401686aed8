import type { AuthDeps } from "../deps.ts";
import { isKnownNetwork } from "../session/known-network-store.ts";
import { createSecret, hashSecret } from "../session/tokens.ts";
import { findCredentials } from "../user-store.ts";
import { upsertMailToken } from "./mail-token-store.ts";
import { sendMail } from "./send-mail.ts";

export const resetPasswordPath = "/reset-password";
const validMinutes = 60;

/**
 * Counts a mail with a link to choose a new password, before it is known whether it will be sent: the look-ups are the same for an
 * address without an account. Strangers share one allowance, so they cannot use up the mails of an owner who asks from a network
 * where the account was signed in to. From elsewhere, the link in the last mail that a stranger made us send is good as well.
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
 * Sends a link to choose a new password, if there is an account; the link before is void from then on. Takes longer where
 * there is one, so the client has its answer first.
 *
 * @throws Problem "unavailable"
 */
export async function sendPasswordReset(context: AuthDeps, email: string): Promise<void> {
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
  await sendMail(context, {
    to: account.email,
    subject: "Choose a new password",
    text: `Somebody asked for a new password for your account at ${appUrl}.

To choose one, open this page:

${appUrl}${resetPasswordPath}?token=${token}

The link works once, within an hour. If it was not you, there is nothing to do: your password is as it was.
`,
  });
}
