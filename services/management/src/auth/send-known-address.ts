import { Problem } from "@shunt/contracts";
import type { Context } from "../context.ts";
import { sendMail } from "./send-mail.ts";

/**
 * Informs the owner of an account that its address was used once more: to register, or as the new address of another account. No more
 * often than other mail that can be asked for.
 *
 * @throws Problem "unavailable"
 */
export async function sendKnownAddress(context: Context, email: string): Promise<void> {
  try {
    await context.limits.takeMail(email, "notice");
  } catch (err) {
    // Enough mails have said so.
    if (err instanceof Problem && err.code === "rate-limited") return;
    throw err;
  }
  const { APP_URL } = context.config;
  await sendMail(context, {
    to: email,
    subject: "You already have an account",
    text: `This address was entered at ${APP_URL} to register or to change an account. It already belongs to your account there, and nothing
has changed.

If it was you, sign in as usual, or ask for a new password if you have forgotten yours. If not, there is nothing to do.
`,
  });
}
