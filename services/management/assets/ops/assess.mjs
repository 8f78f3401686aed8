import { formatAge, formatCount } from "./format.mjs";

export const states = { ok: "OK", watch: "Warning", act: "Critical", unknown: "Unknown" };
export const severityStates = { critical: "act", warning: "watch" };

const dependencyNames = { database: "Postgres", cache: "Cache Redis", queue: "Queue Redis" };
const serviceStates = {
  ok: ["ok", "All ready"],
  degraded: ["watch", "Some instances not ready"],
  down: ["act", "No instance ready"],
  unknown: ["unknown", "Unknown"],
};
const unknown = { state: "unknown", value: "–", detail: "Not available: its source does not respond" };

/** The state of a part, which the issues of the overview decide: limits are theirs, so that page and alerts agree. */
export function stateOf(part, issues) {
  const own = issues.filter(({ concerns }) => concerns.includes(part)).map(({ severity }) => severityStates[severity]);
  return ["act", "watch"].find(state => own.includes(state)) ?? "ok";
}

/** Values and words for each tile, dependency and service. A tile that is "ok" and not zero may still have an issue. */
export function assess(overview) {
  const dependencies = Object.entries(overview.dependencies).map(([id, state]) => ({
    name: dependencyNames[id] ?? id,
    state: state === "ok" ? "ok" : "act",
    word: state === "ok" ? "Responds" : "Does not respond",
  }));
  const services = Object.entries(overview.services).map(([name, of]) => {
    const count = overview.instances?.filter(({ service }) => service === name).length;
    const [state, word] = serviceStates[of];
    return { name: count === undefined ? name : `${name} (${count})`, state, word };
  });
  return { tiles: toTiles(overview), dependencies, services };
}

function toTiles({ queue, ingest, dead_letters, webhooks, outbox, totals }) {
  return {
    depth: queue ? toDepth(queue) : unknown,
    oldest: queue
      ? { state: "ok", value: formatAge(queue.oldest_age_seconds), detail: "Age of the oldest batch in the queue" }
      : unknown,
    lag:
      ingest.lag_seconds === null
        ? unknown
        : { state: "ok", value: formatAge(ingest.lag_seconds), detail: "Age of the oldest click not counted yet" },
    clicks:
      ingest.clicks_per_minute === null
        ? unknown
        : { state: "", value: formatCount(ingest.clicks_per_minute), detail: "Counted in the last minute" },
    dead: toDead(dead_letters),
    webhooks: webhooks ? toWebhooks(webhooks) : unknown,
    outbox: outbox ? toBacklog(outbox.pending, outbox.oldest_age_seconds) : unknown,
    totals: totals
      ? { state: "", value: formatCount(totals.links), detail: `links, ${formatCount(totals.users)} accounts` }
      : unknown,
  };
}

function toDepth({ waiting, active, delayed, clicks }) {
  const depth = waiting + active + delayed;
  const parts = Object.entries({ waiting, active, delayed }).flatMap(([name, of]) =>
    of > 0 ? `${formatCount(of)} ${name}` : [],
  );
  const batches = depth === 1 ? "1 batch" : `${formatCount(depth)} batches`;
  return {
    state: "ok",
    value: formatCount(clicks),
    detail: depth === 0 ? "No batches" : `In ${batches}: ${parts.join(", ")}`,
  };
}

function toDead({ batches, clicks }) {
  if (batches === null && clicks === null) return unknown;
  const toText = (count, one, many) => `${count === null ? "unknown" : formatCount(count)} ${count === 1 ? one : many}`;
  const detail = `${toText(batches, "batch", "batches")}, ${toText(clicks, "single click", "single clicks")}`;
  const isPartlyUnknown = batches === null || clicks === null;
  const sum = (batches ?? 0) + (clicks ?? 0);
  return { state: isPartlyUnknown && sum === 0 ? "unknown" : "ok", value: formatCount(sum), detail };
}

function toWebhooks({ pending, oldest_due_seconds, failing = 0, disabled = 0 }) {
  const backlog = toBacklog(pending, oldest_due_seconds);
  const parts = [
    ...(failing > 0 ? [`${formatCount(failing)} failing`] : []),
    ...(disabled > 0 ? [`${formatCount(disabled)} disabled`] : []),
  ];
  return parts.length > 0 ? { ...backlog, detail: `${parts.join(", ")}. ${backlog.detail}` } : backlog;
}

function toBacklog(pending, seconds) {
  const isWaiting = pending > 0 && seconds > 0;
  const later = pending > 0 ? "Waiting for the next attempt" : "Nothing pending";
  return {
    state: "ok",
    value: formatCount(pending),
    detail: isWaiting ? `Oldest waiting for ${formatAge(seconds)}` : later,
  };
}
