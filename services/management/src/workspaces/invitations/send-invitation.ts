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

/** Names are chosen by users, who must not add lines, hidden characters, links or long texts of their own to a mail. */
function toLine(name: string): string {
  const plain = name.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").replace(/:\/\/|\bwww\./gi, " ");
  return plain.length > maxNameLength ? `${plain.slice(0, maxNameLength)}…` : plain;
}
