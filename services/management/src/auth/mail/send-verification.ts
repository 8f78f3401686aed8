import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { createSecret, hashSecret } from "../session/tokens.ts";
import { upsertMailToken } from "./mail-token-store.ts";
import { sendMail } from "./send-mail.ts";

export const verifyEmailPath = "/verify-email";
const validHours = 24;

/** Earlier links stop working. @throws Problem "unavailable" */
export async function sendVerification(
  context: AuthDeps,
  user: { id: string; email: string },
  client: Client,
): Promise<void> {
  const token = createSecret();
  const minutes = validHours * 60;
  await upsertMailToken(context.db, {
    tokenHash: hashSecret(token),
    userId: user.id,
    purpose: "verify-email",
    minutes,
  });
  const { appUrl } = context.config;
  const page = `${appUrl}${verifyEmailPath}?token=${token}`;
  await sendMail(context, { to: user.email, client }, texts => texts.verifyEmail({ appUrl, page, hours: validHours }));
}
