import { formatAge, formatCount } from "./format.mjs";

/** What each state is called. */
export const states = { ok: "Good", watch: "Watch", act: "Act", unknown: "Unknown" };

/** From when on a number is to be watched, and from when on somebody must act. */
const limits = {
  depth: [1_000, 20_000],
  waitSeconds: [10, 60],
  webhookSeconds: [60, 600],
  outboxSeconds: [10, 60],
  deadLetters: [1, Number.POSITIVE_INFINITY],
};

const dependencyNames = { database: "Postgres", cache: "Redis of the cache", queue: "Redis of the queue" };
const serviceStates = {
  ok: ["ok", "All ready"],
  degraded: ["watch", "Some not ready"],
  down: ["act", "None ready"],
  unknown: ["unknown", "Unknown"],
};
const unknown = { state: "unknown", value: "–", detail: "Who would know does not answer" };

/** What the numbers mean: each tile, dependency and service with its state, and in words what needs a look. */
export function assess(overview) {
  const tiles = toTiles(overview);
  const dependencies = Object.entries(overview.dependencies).map(([id, state]) => ({
    name: dependencyNames[id] ?? id,
    state: state === "ok" ? "ok" : "act",
    word: state === "ok" ? "Answers" : "Does not answer",
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
        : { ...toWait(ingest.lag_seconds), detail: "Oldest click yet to be counted" },
    clicks:
      ingest.clicks_per_minute === null
        ? unknown
        : { state: "", value: formatCount(ingest.clicks_per_minute), detail: "Counted in the last minute" },
    dead: toDead(dead_letters),
    webhooks: webhooks ? toBacklog(webhooks.pending, webhooks.oldest_due_seconds, limits.webhookSeconds) : unknown,
    outbox: outbox ? toBacklog(outbox.pending, outbox.oldest_age_seconds, limits.outboxSeconds) : unknown,
    totals: totals
      ? { state: "", value: formatCount(totals.links), detail: `Links; accounts: ${formatCount(totals.users)}` }
      : unknown,
  };
}

function toDepth({ waiting, active, delayed }) {
  const depth = waiting + active + delayed;
  const detail = `${formatCount(waiting)} waiting, ${formatCount(active)} in hand, ${formatCount(delayed)} delayed`;
  return { state: toState(depth, limits.depth), value: formatCount(depth), detail };
}

function toWait(seconds) {
  return { state: toState(seconds, limits.waitSeconds), value: formatAge(seconds) };
}

function toDead({ batches, clicks }) {
  if (batches === null && clicks === null) return unknown;
  const tell = (count, what) => `${count === null ? "unknown" : formatCount(count)} ${what}`;
  const sum = (batches ?? 0) + (clicks ?? 0);
  const detail = `${tell(batches, "batches")}, ${tell(clicks, "single clicks")}`;
  return { state: toState(sum, limits.deadLetters), value: formatCount(sum), detail };
}

function toBacklog(pending, seconds, limit) {
  const detail = pending === 0 ? "Nothing waits" : `Oldest due for ${formatAge(seconds)}`;
  return { state: toState(seconds, limit), value: formatCount(pending), detail };
}

function toState(value, [watchFrom, actFrom]) {
  if (value >= actFrom) return "act";
  return value >= watchFrom ? "watch" : "ok";
}

function toTroubles({ tiles, dependencies, services }) {
  const bad = ({ state }) => state === "watch" || state === "act";
  const titleOf = id => document.querySelector(`#${id} h2`).textContent;
  return [
    ...dependencies.filter(bad).map(({ name, state, word }) => ({ state, text: `${name}: ${word.toLowerCase()}` })),
    ...services
      .filter(({ state }) => state !== "ok")
      .map(({ name, state, word }) => ({ state, text: `${name}: ${word.toLowerCase()}` })),
    ...Object.entries(tiles)
      .filter(([, tile]) => bad(tile))
      .map(([id, { state, value }]) => ({ state, text: `${titleOf(id)}: ${value}` })),
  ];
}
