import type { AuthDeps } from "../deps.ts";
import { createSecret, hashSecret } from "../session/tokens.ts";
import { upsertMailToken } from "./mail-token-store.ts";
import { sendMail } from "./send-mail.ts";

export const verifyEmailPath = "/verify-email";
const validHours = 24;

/** Earlier links stop working. @throws Problem "unavailable" */
export async function sendVerification(context: AuthDeps, user: { id: string; email: string }): Promise<void> {
  const token = createSecret();
  const minutes = validHours * 60;
  await upsertMailToken(context.db, {
    tokenHash: hashSecret(token),
    userId: user.id,
    purpose: "verify-email",
    minutes,
  });
  const { appUrl } = context.config;
  await sendMail(context, {
    to: user.email,
    subject: "Confirm your e-mail address",
    text: `An account at ${appUrl} was registered with this e-mail address.

If it is yours, open this page to confirm the address:

${appUrl}${verifyEmailPath}?token=${token}

The link works once and expires in ${validHours} hours.

If you did not register, ignore this mail.
`,
  });
}
