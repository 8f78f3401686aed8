import { Problem } from "@shunt/contracts/problem";
import type { AuthDeps } from "../deps.ts";
import { findUserByEmail } from "../user-store.ts";
import { sendMail } from "./send-mail.ts";

/**
 * Informs the owner of an account that its address was used once more: to register, or as the new address of another account. No more
 * often than other mail that can be asked for.
 *
 * @throws Problem "unavailable"
 */
export async function sendKnownAddress(context: AuthDeps, email: string): Promise<void> {
  // As its owner wrote it, not as a stranger did: cases may tell mailboxes apart.
  const owner = await findUserByEmail(context.db, email);
  if (!owner?.isActive) return;
  try {
    await context.limits.takeMail(owner.email, "notice");
  } catch (err) {
    // Enough mails have said so.
    if (err instanceof Problem && err.code === "rate-limited") return;
    throw err;
  }
  const { appUrl } = context.config;
  await sendMail(context, {
    to: owner.email,
    subject: "You already have an account",
    text: `This address was entered at ${appUrl} to register or to change an account. It already belongs to your account there, and nothing
has changed.

If it was you, sign in as usual, or ask for a new password if you have forgotten yours. If not, there is nothing to do.
`,
  });
}
