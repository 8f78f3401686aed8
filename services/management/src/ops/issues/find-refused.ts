import type { OpsSentence } from "@shunt/contracts/admin";
import { type Cause, type Sources, say } from "./cause.ts";

/** Work that others refuse: Postgres clicks, receivers deliveries. */
export function findRefused({ webhooks, dead_letters }: Sources): Cause[] {
  const causes: Cause[] = [];
  const [batches, clicks] = [dead_letters.batches ?? 0, dead_letters.clicks ?? 0];
  if (batches > 0 || clicks > 0)
    causes.push({
      id: "dead-letters",
      severity: "warning",
      title: [toDead(batches, clicks)],
      effect: [say("dead-kept")],
      remedy: [say("redrive")],
      alert: batches > 0 ? "ShuntDeadLetters" : "ShuntDeadClicks",
      concerns: ["dead_letters"],
    });
  if (webhooks && webhooks.failing > 0)
    causes.push({
      id: "webhooks-fail",
      severity: "warning",
      title: [say("webhooks-fail", { webhooks: webhooks.failing })],
      effect: [say("deliveries-retried")],
      remedy: [say("check-receivers")],
      alert: "ShuntWebhooksFail",
      concerns: ["webhooks"],
    });
  return causes;
}

function toDead(batches: number, clicks: number): OpsSentence {
  if (clicks === 0) return say("dead-batches", { batches });
  return batches === 0 ? say("dead-clicks", { clicks }) : say("dead-batches-and-clicks", { batches, clicks });
}
