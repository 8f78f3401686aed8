import { Problem } from "@shunt/contracts/problem";
import type { AuthDeps } from "../deps.ts";
import { findUserByEmail } from "../user-store.ts";
import { sendMail } from "./send-mail.ts";

/**
 * Notifies the owner of an account that its address was entered again. Limited like other mail that clients can
 * request.
 *
 * @throws Problem "unavailable"
 */
export async function sendKnownAddress(context: AuthDeps, email: string): Promise<void> {
  // In the owner's spelling: mailboxes can be case-sensitive.
  const owner = await findUserByEmail(context.db, email);
  if (!owner?.isActive) return;
  try {
    await context.limits.takeMail(owner.email, "notice");
  } catch (err) {
    // The owner already got several of these mails.
    if (err instanceof Problem && err.code === "rate-limited") return;
    throw err;
  }
  const { appUrl } = context.config;
  await sendMail(context, {
    to: owner.email,
    subject: "You already have an account",
    text: `This e-mail address was entered at ${appUrl}, to register or as the new address of an account. It already belongs to your
account, and nothing has changed.

If it was you, sign in as usual, or reset your password if you have forgotten it. If it was not, there is nothing to do.
`,
  });
}
