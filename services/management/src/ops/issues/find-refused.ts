import type { Cause, Sources } from "./cause.ts";
import { toCount } from "./format.ts";

/** Work that others refuse: Postgres clicks, receivers deliveries. */
export function findRefused({ webhooks, dead_letters }: Sources): Cause[] {
  const causes: Cause[] = [];
  const [batches, clicks] = [dead_letters.batches ?? 0, dead_letters.clicks ?? 0];
  const parts = [
    ...(batches > 0 ? [toCount(batches, "batch", "batches")] : []),
    ...(clicks > 0 ? [toCount(clicks, "click", "clicks")] : []),
  ];
  if (parts.length > 0)
    causes.push({
      id: "dead-letters",
      severity: "warning",
      title: `${parts.join(" and ")} could not be counted.`,
      effect: "They are kept and missing in the statistics. Batches are deleted after 30 days.",
      remedy: "`shunt clicks dead` lists the reasons. Fix the cause, then run `shunt clicks redrive`.",
      alert: batches > 0 ? "ShuntDeadLetters" : "ShuntDeadClicks",
      concerns: ["dead_letters"],
    });
  if (webhooks && webhooks.failing > 0)
    causes.push({
      id: "webhooks-fail",
      severity: "warning",
      title: `${toCount(webhooks.failing, "webhook fails", "webhooks fail")}.`,
      effect: "Deliveries are retried for three days, then the webhook is disabled and its owner gets a mail.",
      remedy: "If many fail, check that workers reach the internet. Otherwise the receivers' owners must act.",
      alert: "ShuntWebhooksFail",
      concerns: ["webhooks"],
    });
  return causes;
}
