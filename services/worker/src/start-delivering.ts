import { isPublicAddress } from "@shunt/contracts/values";
import { createWebhookSecretBox, repeat } from "@shunt/runtime";
import { createGuardedFetch, createMailer, type Mailer, toSender } from "@shunt/runtime/outbound";
import { mailNotices } from "./notices/mail-notices.ts";
import type { Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import { startDeliverer } from "./webhooks/deliverer.ts";
import { notifyOfDisabled } from "./webhooks/notify-of-disabled.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

const noticesEveryMs = 5_000;

export function openMailer({ config, log, lifecycle }: Root, { registry }: WorkerMetrics): Mailer {
  const from = config.mail.from ?? toSender(config.appUrl);
  const { givingUp } = lifecycle;
  return lifecycle.open("mailer", createMailer({ smtpUrl: config.mail.smtpUrl, from, log, registry, givingUp }));
}

/** Delivers webhooks, and mails to owners of links. */
export function startDelivering(
  { config, log, lifecycle }: Root,
  { db, mailer }: Stores & { mailer: Mailer },
  metrics: WorkerMetrics,
): void {
  const { appUrl } = config;
  const deliverer = startDeliverer({
    db,
    fetch: createGuardedFetch({
      isAllowedAddress: address => isPublicAddress(address) || config.outbound.isAllowed(address),
    }),
    secrets: createWebhookSecretBox(config.secretKeys),
    givingUp: lifecycle.givingUp,
    onSettled: metrics.settled,
    async onDisabled(webhook) {
      log.warn({ webhook: webhook.id, reason: webhook.reason }, "webhook disabled");
      // A failed mail must not count as a failed delivery. The API shows the reason too.
      await notifyOfDisabled(mailer, appUrl, webhook).catch(err =>
        log.error({ err, webhook: webhook.id }, "disabled webhook not mailed"),
      );
    },
    onError: err => log.warn({ err }, "webhook delivery postponed"),
  });
  lifecycle.open("webhooks", deliverer);
  const notices = repeat({
    run: stopping => mailNotices({ db, mailer, baseUrl: config.baseUrl, appUrl, log }, stopping),
    everyMs: noticesEveryMs,
    onError: err => log.warn({ err }, "mails to owners of links postponed"),
  });
  lifecycle.open("notices", notices);
}
