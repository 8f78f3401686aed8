import { Email } from "@shunt/contracts/accounts";
import { type AuthDeps, findLanguage, sendMail } from "../../auth/index.ts";
import type { Client } from "../../core.ts";
import type { InvitationRecord } from "./invitation-store.ts";

/**
 * In the language of the invited account; for a person without one, in that of the sender.
 *
 * @throws Problem "unavailable"
 */
export async function sendInvitation(
  context: AuthDeps,
  { email, role, invitedBy, invitedById, workspaceName }: InvitationRecord,
  page: string,
  client: Client,
): Promise<void> {
  const { appUrl } = context.config;
  const ofSender = (await findLanguage(context.db, { id: invitedById })) ?? client.languages;
  const values = { appUrl, page, role, invitedBy: toLine(invitedBy), workspace: toLine(workspaceName) };
  await sendMail(context, { to: email, client: { languages: ofSender } }, texts => texts.invitation(values));
}

const maxNameLength = 60;
const oneDotLeader = "\u2024";

/**
 * Names are chosen by users, who must not add lines, hidden characters, links or long texts of their own to a mail. Mail programs turn
 * every host name into a link, so dots within words become characters that look the same. An address, which stands for a person
 * without a name, stays as it is.
 */
function toLine(name: string): string {
  const words = name.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").replaceAll("://", " ");
  const plain = Email.safeParse(words).success
    ? words
    : words.replace(/(?<=[^\s.])[.\u3002\uff0e\uff61](?=[^\s.])/gu, oneDotLeader);
  return plain.length > maxNameLength ? `${plain.slice(0, maxNameLength)}…` : plain;
}
