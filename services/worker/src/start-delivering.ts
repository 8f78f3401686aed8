import { isPublicAddress } from "@shunt/contracts/values";
import { createWebhookSecretBox } from "@shunt/runtime";
import { createGuardedFetch, createMailer, toSender } from "@shunt/runtime/outbound";
import type { Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import { startDeliverer } from "./webhooks/deliverer.ts";
import { notifyOwner } from "./webhooks/notify-owner.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

/** Delivers to webhooks, and mails the owner of one that is switched off. */
export function startDelivering({ config, log, lifecycle }: Root, { db }: Stores, metrics: WorkerMetrics): void {
  const { appUrl } = config;
  const from = config.mail.from ?? toSender(appUrl);
  const mailer = lifecycle.open("mailer", createMailer({ smtpUrl: config.mail.smtpUrl, from, log }));
  const deliverer = startDeliverer({
    db,
    fetch: createGuardedFetch({
      isAllowedAddress: address => isPublicAddress(address) || config.outbound.isAllowed(address),
    }),
    secrets: createWebhookSecretBox(config.secretKeys),
    onSettled: metrics.settled,
    async onSwitchedOff(webhook) {
      log.warn({ webhook: webhook.id, reason: webhook.reason }, "a webhook has been switched off");
      // The API tells it as well: that the mail was not taken must not count as a delivery that failed.
      await notifyOwner(mailer, appUrl, webhook).catch(err => log.error({ err, webhook: webhook.id }, "mail not sent"));
    },
    onError: err => log.warn({ err }, "a webhook's delivery is left for later"),
  });
  lifecycle.open("webhooks", deliverer);
}
