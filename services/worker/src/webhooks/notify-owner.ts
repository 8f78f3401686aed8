import type { Mailer } from "@shunt/runtime/outbound";
import type { DisabledWebhook } from "./webhook-store.ts";

/** Mails the creator of a webhook that was disabled. @throws Error if the mail server refuses the mail */
export async function notifyOwner(
  mailer: Mailer,
  appUrl: string,
  { id, url, reason, email }: DisabledWebhook,
): Promise<void> {
  if (email === null) return;
  const text = `Your webhook ${url} has been disabled.

Reason: ${reason}. New events are not sent to it.

When its receiver works again, enable the webhook:

PATCH ${appUrl}/api/v1/webhooks/${id}
{"is_active": true}

Pending deliveries are then sent, unless they are older than three days. You can also resend failed
deliveries: see ${appUrl}/docs.
`;
  await mailer.send({ to: email, subject: `Your webhook to ${new URL(url).host} has been disabled`, text });
}
