import type { AuthDeps } from "../deps.ts";
import { findUser } from "../user-store.ts";
import { sendMail } from "./send-mail.ts";

/** What has become of the way in which somebody signs in, in words that follow "Just now". */
const changes = {
  "password-changed": "the password was changed, and all other sessions ended",
  "password-reset":
    "the password was reset with a link that was sent to this address. All sessions ended, all API keys are deleted and all " +
    "webhooks are switched off. Switch on those that are yours",
  "totp-enabled": "a second factor was switched on",
  "totp-disabled": "the second factor was switched off",
  "recovery-code-used": "somebody signed in with a recovery code, which is used up by that",
  "recovery-codes-replaced": "new recovery codes were made, and the old ones are void",
} as const;

/** Tells the owner of an account by mail, so that nobody else changes it unnoticed. After the commit; nobody waits for it. */
export function notifyOfSignInChange(context: AuthDeps, userId: string, change: keyof typeof changes): void {
  context.background.run("mail about a change", async () => {
    const user = await findUser(context.db, userId);
    if (!user) return;
    const { appUrl } = context.config;
    await sendMail(context, {
      to: user.email,
      subject: "How you sign in has changed",
      text: `Just now, ${changes[change]}: that is the account of ${user.email} at ${appUrl}.

If that was you, there is nothing to do. If it was not, reset your password at once, and tell whoever runs this service.
`,
    });
  });
}
