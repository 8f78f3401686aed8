import type { AuthDeps } from "../deps.ts";
import { findUserByEmail } from "../user-store.ts";
import { sendKnownAddress } from "./send-known-address.ts";
import { sendMail } from "./send-mail.ts";
import { verifyEmailPath } from "./send-verification.ts";

/** How long a new address can be confirmed. */
export const emailChangeMinutes = 24 * 60;

interface Change {
  before: string;
  email: string;
  token: string;
}

/**
 * Sends the link that confirms a new address to it, and word of that to the one before. An address that belongs to an account gets
 * a mail that says so instead, so that only its owner learns of it.
 *
 * @throws Problem "unavailable"
 */
export async function sendEmailChange(context: AuthDeps, { before, email, token }: Change): Promise<void> {
  const { appUrl } = context.config;
  if (await findUserByEmail(context.db, email)) await sendKnownAddress(context, email);
  else
    await sendMail(context, {
      to: email,
      subject: "Confirm your new e-mail address",
      text: `This address is to become that of an account at ${appUrl}.

To confirm it, open this page:

${appUrl}${verifyEmailPath}?token=${token}

The link works once, within 24 hours. If you did not ask for this, there is nothing to do.
`,
    });
  await sendMail(context, {
    to: before,
    subject: "A new e-mail address for your account",
    text: `Just now, somebody who is signed in to your account at ${appUrl} and knows its password asked to change its e-mail address.
It changes once the new address is confirmed.

If that was you, there is nothing to do. If it was not, reset your password at once: that also stops the change.
`,
  });
}

/** Informs the address that an account had. @throws Problem "unavailable" */
export async function sendEmailChanged(context: AuthDeps, before: string): Promise<void> {
  const { appUrl } = context.config;
  await sendMail(context, {
    to: before,
    subject: "Your account has a new e-mail address",
    text: `The e-mail address of your account at ${appUrl} was changed just now, and this one is no longer used.

If that was not you, ask an administrator of this service for help.
`,
  });
}
