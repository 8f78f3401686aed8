import { Problem } from "@shunt/contracts/problem";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { findUserByEmail } from "../user-store.ts";
import { sendMail } from "./send-mail.ts";

/**
 * Notifies the owner of an account that its address was entered again. Limited like other mail that clients can
 * request.
 *
 * @throws Problem "unavailable"
 */
export async function sendKnownAddress(context: AuthDeps, email: string, client: Client): Promise<void> {
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
  await sendMail(context, { to: owner.email, client }, texts => texts.knownAddress({ appUrl }));
}
