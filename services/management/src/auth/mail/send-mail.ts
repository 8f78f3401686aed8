import { Problem } from "@shunt/contracts/problem";
import { type MailText, type MailTexts, toMailTexts } from "@shunt/pages/mails";
import type { Client } from "../../core.ts";
import type { AuthDeps } from "../deps.ts";
import { findLanguage } from "../user-store.ts";

const retryAfterSeconds = 60;

interface Recipient {
  to: string;
  /** The account that the mail is about, if `to` may not be its address. */
  userId?: string | undefined;
  /** The browser that asked for the mail, which is usually the recipient's. */
  client?: Pick<Client, "languages"> | undefined;
}

/**
 * Sends a mail in the language that the recipient's account has chosen, else in that of the client.
 *
 * @throws Problem "unavailable", without the mail server's message, which usually contains the address
 */
export async function sendMail(
  { db, mailer }: Pick<AuthDeps, "db" | "mailer">,
  { to, userId, client }: Recipient,
  write: (texts: MailTexts) => MailText,
): Promise<void> {
  const language = await findLanguage(db, userId === undefined ? { email: to } : { id: userId });
  const mail = { to, ...write(toMailTexts(language, client?.languages)) };
  await mailer.send(mail).catch((err: { code?: unknown; responseCode?: unknown }) => {
    const cause = new Error(
      `mail server did not accept the mail: ${err.code ?? "no code"} ${err.responseCode ?? ""}`.trim(),
    );
    throw new Problem("unavailable", "The mail could not be sent. Try again in a minute", { cause, retryAfterSeconds });
  });
}
