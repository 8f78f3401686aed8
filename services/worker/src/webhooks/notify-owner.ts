import type { Mailer } from "@shunt/runtime/outbound";
import type { SwitchedOff } from "./webhook-store.ts";

/** Writes to whoever made a webhook that it has been switched off. @throws Error when the mail server does not take it */
export async function notifyOwner(
  mailer: Mailer,
  appUrl: string,
  { id, url, reason, email }: SwitchedOff,
): Promise<void> {
  if (email === null) return;
  const text = `Your webhook ${url} has been switched off.

${reason}. What happens from now on is not sent to it.

Once its receiver works again, switch it on:

PATCH ${appUrl}/api/v1/webhooks/${id}
{"is_active": true}

What was still to be delivered goes out then, unless it is older than three days. What failed before can be sent once more:
${appUrl}/docs has the operations.
`;
  await mailer.send({ to: email, subject: `Your webhook to ${new URL(url).host} has been switched off`, text });
}
