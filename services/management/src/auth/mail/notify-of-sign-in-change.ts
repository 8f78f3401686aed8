import type { AuthDeps } from "../deps.ts";
import { findUser } from "../user-store.ts";
import { sendMail } from "./send-mail.ts";

const changes = {
  "password-changed": "Your password was changed. All other sessions have ended.",
  "password-reset":
    "Your password was reset with a link that was sent to this address. All sessions and shared reports have ended, all API keys " +
    "are deleted and all webhooks are disabled. Enable the webhooks that are yours.",
  "totp-enabled": "Two-factor authentication was enabled.",
  "totp-disabled": "Two-factor authentication was disabled.",
  "recovery-code-used": "A recovery code was used to sign in. It cannot be used again.",
  "recovery-codes-replaced": "New recovery codes were created. The old ones no longer work.",
} as const;

/** Mails the owner in the background, so that no change to the sign-in goes unnoticed. Call it after the commit. */
export function notifyOfSignInChange(context: AuthDeps, userId: string, change: keyof typeof changes): void {
  context.background.run("sign-in change mail", async () => {
    const user = await findUser(context.db, userId);
    if (!user) return;
    const { appUrl } = context.config;
    await sendMail(context, {
      to: user.email,
      subject: "Security notice for your account",
      text: `${changes[change]}

This is about the account ${user.email} at ${appUrl}.

If it was you, there is nothing to do. If it was not, reset your password now and contact an administrator of this service.
`,
    });
  });
}
