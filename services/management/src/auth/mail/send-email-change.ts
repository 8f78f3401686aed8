import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { findUserByEmail } from "../user-store.ts";
import { sendKnownAddress } from "./send-known-address.ts";
import { sendMail } from "./send-mail.ts";
import { verifyEmailPath } from "./send-verification.ts";

export const emailChangeMinutes = 24 * 60;

interface Change {
  userId: string;
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
export async function sendEmailChange(
  context: AuthDeps,
  { userId, before, email, token }: Change,
  client: Client,
): Promise<void> {
  const { appUrl } = context.config;
  const page = `${appUrl}${verifyEmailPath}?token=${token}`;
  if (await findUserByEmail(context.db, email)) await sendKnownAddress(context, email, client);
  else await sendMail(context, { to: email, userId, client }, texts => texts.confirmNewEmail({ appUrl, page }));
  await sendMail(context, { to: before, userId, client }, texts => texts.emailChanges({ appUrl }));
}

/** Notifies the previous address of an account. @throws Problem "unavailable" */
export async function sendEmailChanged(
  context: AuthDeps,
  { userId, before }: Pick<Change, "userId" | "before">,
  client: Client,
): Promise<void> {
  const { appUrl } = context.config;
  await sendMail(context, { to: before, userId, client }, texts => texts.emailChanged({ appUrl }));
}
