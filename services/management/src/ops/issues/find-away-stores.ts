import { type Cause, type Sources, toWaiting } from "./cause.ts";

/** One cause for Postgres and one for Redis, whose databases are usually one server. */
export function findAwayStores(overview: Sources): Cause[] {
  return [findPostgres(overview), findRedis(overview)].filter(cause => cause !== undefined);
}

function findPostgres(overview: Sources): Cause | undefined {
  if (overview.dependencies.database === "ok") return undefined;
  return {
    id: "database-away",
    severity: "critical",
    title: "Postgres does not respond.",
    effect: `${toWaiting(overview)} Links in memory and in Redis still redirect. The API, sign-in and webhooks wait.`,
    remedy: "Start Postgres or restore its network. After an upgrade, run the migrations. No service needs a restart.",
    alert: "ShuntNotReady",
    concerns: ["database", "lag", "queue", "webhooks", "outbox", "dead_letters"],
  };
}

const ofQueue = {
  effect: "Clicks stay on the disks of the redirects. None is lost while these have room.",
  concerns: ["queue", "lag"],
};
const ofCache = {
  effect: "Redirects read links from memory and Postgres. Processes cannot report their state.",
  concerns: ["cache", "outbox", "redirect", "management", "worker"],
};

function findRedis({ dependencies: { cache, queue } }: Sources): Cause | undefined {
  const isBoth = cache === "error" && queue === "error";
  const away = [...(queue === "error" ? [ofQueue] : []), ...(cache === "error" ? [ofCache] : [])];
  if (away.length === 0) return undefined;
  const name = queue === "error" ? "queue" : "cache";
  return {
    id: isBoth ? "redis-away" : `${name}-redis-away`,
    severity: "critical",
    title: isBoth ? "Redis does not respond." : `The Redis of the ${name} does not respond.`,
    effect: away.map(({ effect }) => effect).join(" "),
    remedy: "Start Redis, restore its network, or give it memory or disk. No service needs a restart.",
    alert: queue === "error" ? "ShuntSpoolOld" : "ShuntBreakerOpen",
    concerns: away.flatMap(({ concerns }) => concerns),
  };
}
