import { formatAge, formatCount } from "./format.mjs";

export const states = { ok: "OK", watch: "Warning", act: "Critical", unknown: "Unknown" };

/** From these values on, a number is a warning or critical. */
const limits = {
  depth: [1_000, 20_000],
  waitSeconds: [10, 60],
  webhookSeconds: [60, 600],
  outboxSeconds: [10, 60],
  deadLetters: [1, Number.POSITIVE_INFINITY],
};

const dependencyNames = { database: "Postgres", cache: "Cache Redis", queue: "Queue Redis" };
const serviceStates = {
  ok: ["ok", "All ready"],
  degraded: ["watch", "Some instances not ready"],
  down: ["act", "No instance ready"],
  unknown: ["unknown", "Unknown"],
};
const unknown = { state: "unknown", value: "–", detail: "Not available: its source does not respond" };

/** Rates the overview: the state of each tile, dependency and service, and a list of troubles in words. */
export function assess(overview) {
  const tiles = toTiles(overview);
  const dependencies = Object.entries(overview.dependencies).map(([id, state]) => ({
    name: dependencyNames[id] ?? id,
    state: state === "ok" ? "ok" : "act",
    word: state === "ok" ? "Responds" : "Does not respond",
  }));
  const services = Object.entries(overview.services).map(([name, of]) => {
    const count = overview.instances?.filter(({ service }) => service === name).length ?? 0;
    const [state, word] = serviceStates[of];
    return { name: `${name} (${count})`, state, word };
  });
  return { tiles, dependencies, services, troubles: toTroubles({ tiles, dependencies, services }) };
}

function toTiles({ queue, ingest, dead_letters, webhooks, outbox, totals }) {
  return {
    depth: queue ? toDepth(queue) : unknown,
    oldest: queue ? toWait(queue.oldest_age_seconds) : unknown,
    lag:
      ingest.lag_seconds === null
        ? unknown
        : { ...toWait(ingest.lag_seconds), detail: "Age of the oldest click not counted yet" },
    clicks:
      ingest.clicks_per_minute === null
        ? unknown
        : { state: "", value: formatCount(ingest.clicks_per_minute), detail: "Counted in the last minute" },
    dead: toDead(dead_letters),
    webhooks: webhooks ? toBacklog(webhooks.pending, webhooks.oldest_due_seconds, limits.webhookSeconds) : unknown,
    outbox: outbox ? toBacklog(outbox.pending, outbox.oldest_age_seconds, limits.outboxSeconds) : unknown,
    totals: totals
      ? { state: "", value: formatCount(totals.links), detail: `links, ${formatCount(totals.users)} accounts` }
      : unknown,
  };
}

function toDepth({ waiting, active, delayed }) {
  const depth = waiting + active + delayed;
  const detail = `${formatCount(waiting)} waiting, ${formatCount(active)} active, ${formatCount(delayed)} delayed`;
  return { state: toState(depth, limits.depth), value: formatCount(depth), detail };
}

function toWait(seconds) {
  return { state: toState(seconds, limits.waitSeconds), value: formatAge(seconds) };
}

function toDead({ batches, clicks }) {
  if (batches === null && clicks === null) return unknown;
  const toText = (count, what) => `${count === null ? "unknown" : formatCount(count)} ${what}`;
  const sum = (batches ?? 0) + (clicks ?? 0);
  const detail = `${toText(batches, "batches")}, ${toText(clicks, "single clicks")}`;
  return { state: toState(sum, limits.deadLetters), value: formatCount(sum), detail };
}

function toBacklog(pending, seconds, limit) {
  const detail = pending === 0 ? "Nothing pending" : `Oldest waiting for ${formatAge(seconds)}`;
  return { state: toState(seconds, limit), value: formatCount(pending), detail };
}

function toState(value, [watchFrom, actFrom]) {
  if (value >= actFrom) return "act";
  return value >= watchFrom ? "watch" : "ok";
}

function toTroubles({ tiles, dependencies, services }) {
  const isBad = ({ state }) => state === "watch" || state === "act";
  const titleOf = id => document.querySelector(`#${id} h2`).textContent;
  return [
    ...dependencies.filter(isBad).map(({ name, state, word }) => ({ state, text: `${name}: ${word.toLowerCase()}` })),
    ...services
      .filter(({ state }) => state !== "ok")
      .map(({ name, state, word }) => ({ state, text: `${name}: ${word.toLowerCase()}` })),
    ...Object.entries(tiles)
      .filter(([, tile]) => isBad(tile))
      .map(([id, { state, value }]) => ({ state, text: `${titleOf(id)}: ${value}` })),
  ];
}
