import type { AuthDeps } from "../deps.ts";
import { findUserByEmail } from "../user-store.ts";
import { sendKnownAddress } from "./send-known-address.ts";
import { sendMail } from "./send-mail.ts";
import { verifyEmailPath } from "./send-verification.ts";

export const emailChangeMinutes = 24 * 60;

interface Change {
  before: string;
  email: string;
  token: string;
}

/**
 * Mails the new and the current address. A new address that belongs to an account gets a notice instead of a link, so
 * that only its owner learns that the account exists.
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
      text: `An account at ${appUrl} wants to use this e-mail address.

To confirm the address, open this page:

${appUrl}${verifyEmailPath}?token=${token}

The link works once and expires in 24 hours, or earlier if you sign out of the session that requested the change.

If you did not request this, ignore this mail: nothing will change.
`,
    });
  await sendMail(context, {
    to: before,
    subject: "Your e-mail address is about to change",
    text: `A new e-mail address was requested for your account at ${appUrl}, from a signed-in session and with your password.
The address changes when the new one is confirmed.

If it was you, there is nothing to do. If it was not, reset your password now: this also cancels the change.
`,
  });
}

/** Notifies the previous address of an account. @throws Problem "unavailable" */
export async function sendEmailChanged(context: AuthDeps, before: string): Promise<void> {
  const { appUrl } = context.config;
  await sendMail(context, {
    to: before,
    subject: "Your e-mail address was changed",
    text: `The e-mail address of your account at ${appUrl} was changed. This address no longer belongs to the account.

If it was not you, contact an administrator of this service at once: you can no longer reset the password with this address.
`,
  });
}
