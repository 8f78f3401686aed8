import type { ServiceInstance } from "@shunt/contracts/admin";
import { type Cause, type Sources, toWaiting } from "./cause.ts";
import { toAge, toCount } from "./format.ts";

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
  const find = [findOldSpools, findLeftSpools, findLateClicks, findLateWebhooks, findLateChanges];
  return find.map(each => each(overview)).filter(cause => cause !== undefined);
}

function findOldSpools({ instances }: Sources): Cause | undefined {
  const old = (instances ?? []).filter(({ spool_age_seconds }) => (spool_age_seconds ?? 0) > limits.ShuntSpoolOld);
  if (old.length === 0) return undefined;
  const age = Math.max(...old.map(({ spool_age_seconds }) => spool_age_seconds ?? 0));
  return {
    id: "spool-old",
    severity: "critical",
    title: `The queue does not take the clicks of ${toHosts(old)}.`,
    effect: `They have waited for ${toAge(age)} on disk. None is lost while it has room.`,
    remedy: "Give the queue's Redis memory or disk, or restore its network.",
    alert: "ShuntSpoolOld",
    concerns: ["lag"],
  };
}

function findLeftSpools({ lost_instances }: Sources): Cause | undefined {
  const left = (lost_instances ?? []).filter(({ spool_bytes }) => (spool_bytes ?? 0) > 0);
  if (left.length === 0) return undefined;
  return {
    id: "spool-left",
    severity: "warning",
    title: `Clicks lie on the disk of ${toHosts(left)}, where no redirect runs.`,
    effect: "They are not counted. None is lost while the disk is there.",
    remedy: "Start a redirect on that disk, which ships them.",
    alert: "ShuntDown",
    concerns: ["spool"],
  };
}

function findLateClicks(overview: Sources): Cause | undefined {
  const { queue, ingest } = overview;
  if (!queue || queue.oldest_age_seconds <= limits.ShuntIngestLate) return undefined;
  const effect = `${toWaiting(overview)} Statistics are behind.`;
  const concerns = ["lag", "queue"];
  if (queue.oldest_age_seconds > stalledSeconds && ingest.clicks_per_minute === 0)
    return {
      id: "ingest-stalled",
      severity: "critical",
      title: "Clicks wait, and none is counted.",
      effect,
      remedy: 'Fix what the log of the workers names at "batch failed", such as a full disk of Postgres.',
      alert: "ShuntIngestStalled",
      concerns,
    };
  return {
    id: "ingest-late",
    severity: "warning",
    title: `Clicks are counted ${toAge(queue.oldest_age_seconds)} late.`,
    effect,
    remedy: "Wait if the number falls. Otherwise add workers while Postgres has capacity.",
    alert: "ShuntIngestLate",
    concerns,
  };
}

function findLateWebhooks({ webhooks }: Sources): Cause | undefined {
  if (!webhooks || webhooks.oldest_due_seconds <= limits.ShuntWebhooksLate) return undefined;
  return {
    id: "webhooks-late",
    severity: "warning",
    title: `Webhooks are sent ${toAge(webhooks.oldest_due_seconds)} late.`,
    effect: `${toCount(webhooks.pending, "delivery waits", "deliveries wait")}; none is lost.`,
    remedy: "Add workers, and check that they reach the internet.",
    alert: "ShuntWebhooksLate",
    concerns: ["webhooks"],
  };
}

function findLateChanges({ outbox }: Sources): Cause | undefined {
  if (!outbox || outbox.oldest_age_seconds <= limits.ShuntCachesNotTold) return undefined;
  return {
    id: "outbox-late",
    severity: "warning",
    title: `${toCount(outbox.pending, "change has", "changes have")} not reached the cache.`,
    effect: "Visitors may still be sent to the former destinations of changed links.",
    remedy: 'Restore the Redis of the cache. Otherwise the log of the workers says why, at "outbox not swept".',
    alert: "ShuntCachesNotTold",
    concerns: ["outbox"],
  };
}

function toHosts(instances: readonly ServiceInstance[]): string {
  return [...new Set(instances.map(({ host }) => host))].join(", ");
}
