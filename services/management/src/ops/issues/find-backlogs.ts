import type { ServiceInstance } from "@shunt/contracts/admin";
import { type Cause, type Sources, say, toWaiting } from "./cause.ts";

/** Seconds above which the alerts of these names are raised (`infra/prometheus/rules.yml`). */
export const limits = {
  ShuntIngestLate: 60,
  ShuntSpoolOld: 60,
  ShuntWebhooksLate: 300,
  ShuntCachesNotTold: 60,
};
/** As ShuntIngestStalled, which compares two minutes and waits for three (s). */
const stalledSeconds = 300;

/** Work that is late although the stores respond and the services run. */
export function findBacklogs(overview: Sources): Cause[] {
  const find = [findOldSpools, findRefusingSpools, findLeftSpools, findLateClicks, findLateWebhooks, findLateChanges];
  return find.map(each => each(overview)).filter(cause => cause !== undefined);
}

function findOldSpools({ instances }: Sources): Cause | undefined {
  const old = (instances ?? []).filter(({ spool_age_seconds }) => (spool_age_seconds ?? 0) > limits.ShuntSpoolOld);
  if (old.length === 0) return undefined;
  const age = Math.max(...old.map(({ spool_age_seconds }) => spool_age_seconds ?? 0));
  return {
    id: "spool-old",
    severity: "critical",
    title: [say("spool-old", { hosts: toHosts(old) })],
    effect: [say("spool-age", { age })],
    remedy: [say("give-queue-room")],
    alert: "ShuntSpoolOld",
    concerns: ["lag"],
  };
}

function findRefusingSpools({ instances }: Sources): Cause | undefined {
  const refusing = (instances ?? []).filter(({ is_spool_writable }) => is_spool_writable === false);
  if (refusing.length === 0) return undefined;
  return {
    id: "spool-refused",
    severity: "critical",
    title: [say("spool-refused", { hosts: toHosts(refusing) })],
    effect: [say("clicks-in-memory")],
    remedy: [say("free-spool")],
    alert: "ShuntSpoolWriteFails",
    concerns: ["spool"],
  };
}

function findLeftSpools({ lost_instances }: Sources): Cause | undefined {
  const left = (lost_instances ?? []).filter(({ spool_bytes }) => (spool_bytes ?? 0) > 0);
  if (left.length === 0) return undefined;
  return {
    id: "spool-left",
    severity: "warning",
    title: [say("spool-left", { hosts: toHosts(left) })],
    effect: [say("spool-not-counted")],
    remedy: [say("start-redirect-there")],
    alert: "ShuntDown",
    concerns: ["spool"],
  };
}

function findLateClicks(overview: Sources): Cause | undefined {
  const { queue, ingest } = overview;
  if (!queue || queue.oldest_age_seconds <= limits.ShuntIngestLate) return undefined;
  const effect = [toWaiting(overview), say("statistics-late")];
  const concerns = ["lag", "queue"];
  if (queue.oldest_age_seconds > stalledSeconds && ingest.clicks_per_minute === 0)
    return {
      id: "ingest-stalled",
      severity: "critical",
      title: [say("none-counted")],
      effect,
      remedy: [say("fix-batches")],
      alert: "ShuntIngestStalled",
      concerns,
    };
  return {
    id: "ingest-late",
    severity: "warning",
    title: [say("clicks-late", { age: queue.oldest_age_seconds })],
    effect,
    remedy: [say("add-workers")],
    alert: "ShuntIngestLate",
    concerns,
  };
}

function findLateWebhooks({ webhooks }: Sources): Cause | undefined {
  if (!webhooks || webhooks.oldest_due_seconds <= limits.ShuntWebhooksLate) return undefined;
  return {
    id: "webhooks-late",
    severity: "warning",
    title: [say("webhooks-late", { age: webhooks.oldest_due_seconds })],
    effect: [say("deliveries-wait", { deliveries: webhooks.pending })],
    remedy: [say("check-sending")],
    alert: "ShuntWebhooksLate",
    concerns: ["webhooks"],
  };
}

function findLateChanges({ outbox }: Sources): Cause | undefined {
  if (!outbox || outbox.oldest_age_seconds <= limits.ShuntCachesNotTold) return undefined;
  return {
    id: "outbox-late",
    severity: "warning",
    title: [say("changes-late", { changes: outbox.pending })],
    effect: [say("former-destinations")],
    remedy: [say("restore-cache")],
    alert: "ShuntCachesNotTold",
    concerns: ["outbox"],
  };
}

function toHosts(instances: readonly ServiceInstance[]): string {
  return [...new Set(instances.map(({ host }) => host))].join(", ");
}
