import { toMailTexts } from "@shunt/pages/mails";
import type { Mailer } from "@shunt/runtime/outbound";
import type { DisabledWebhook } from "./webhook-store.ts";

/**
 * Mails those who can enable a webhook that was disabled, each separately and in the language of the account.
 *
 * @throws AggregateError if the mail server refuses some of the mails
 */
export async function notifyOfDisabled(
  mailer: Mailer,
  appUrl: string,
  { id, url, reason, recipients }: DisabledWebhook,
): Promise<void> {
  const page = `${appUrl}/developers/webhooks/${id}`;
  const sent = await Promise.allSettled(
    recipients.map(({ email, language }) =>
      mailer.send({ to: email, ...toMailTexts(language).webhookDisabled({ appUrl, page, url, reason }) }),
    ),
  );
  const failures = sent.flatMap(each => (each.status === "rejected" ? [each.reason] : []));
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${recipients.length} mails not sent`);
}
