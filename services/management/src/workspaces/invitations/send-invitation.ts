import { type AuthDeps, sendMail } from "../../auth/index.ts";
import type { InvitationRecord } from "./invitation-store.ts";

/** @throws Problem "unavailable" */
export async function sendInvitation(
  context: AuthDeps,
  { email, role, invitedBy, workspaceName }: InvitationRecord,
  url: string,
): Promise<void> {
  const { appUrl } = context.config;
  await sendMail(context, {
    to: email,
    subject: `${toLine(invitedBy)} invites you to ${toLine(workspaceName)}`,
    text: `${toLine(invitedBy)} invites you to the workspace "${toLine(workspaceName)}" at ${appUrl}, with the role ${role}.

To join, open this page, and sign in or create an account with this e-mail address:

${url}

The link works once and expires in seven days.

If you do not know who this is, ignore this mail.
`,
  });
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
  const isAddress = /^[^\s@]+@[^\s@]+$/.test(words);
  const plain = isAddress ? words : words.replace(/(?<=[^\s.])[.\u3002\uff0e\uff61](?=[^\s.])/gu, oneDotLeader);
  return plain.length > maxNameLength ? `${plain.slice(0, maxNameLength)}…` : plain;
}
