import type { Mailer } from "@shunt/runtime/outbound";
import type { DisabledWebhook } from "./webhook-store.ts";

/**
 * Mails those who can enable a webhook that was disabled, each separately.
 *
 * @throws AggregateError if the mail server refuses some of the mails
 */
export async function notifyOfDisabled(
  mailer: Mailer,
  appUrl: string,
  { id, url, reason, emails }: DisabledWebhook,
): Promise<void> {
  const subject = `Your webhook to ${new URL(url).host} has been disabled`;
  const text = `Your webhook ${url} has been disabled.

Reason: ${reason}. New events are not sent to it.

When its receiver works again, enable the webhook:

PATCH ${appUrl}/api/v1/webhooks/${id}
{"is_active": true}

Pending deliveries are then sent, unless they are older than three days. You can also resend failed
deliveries: see ${appUrl}/docs.
`;
  const sent = await Promise.allSettled(emails.map(to => mailer.send({ to, subject, text })));
  const failures = sent.flatMap(each => (each.status === "rejected" ? [each.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${emails.length} mails not sent`);
}
