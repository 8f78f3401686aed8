import { type Cause, type Sources, say, toWaiting } from "./cause.ts";

/** One cause each for Postgres, for ClickHouse, and for Redis, whose databases are usually one server. */
export function findAwayStores(overview: Sources): Cause[] {
  return [findPostgres(overview), findRedis(overview), findClickHouse(overview)].filter(cause => cause !== undefined);
}

function findPostgres(overview: Sources): Cause | undefined {
  if (overview.dependencies.database === "ok") return undefined;
  return {
    id: "database-away",
    severity: "critical",
    title: [say("postgres-away")],
    effect: [toWaiting(overview), say("links-redirect")],
    remedy: [say("start-postgres")],
    alert: "ShuntNotReady",
    concerns: ["database", "lag", "queue", "webhooks", "outbox", "dead_letters"],
  };
}

const ofQueue = { effect: say("clicks-on-disk"), concerns: ["queue", "lag"] };
const ofCache = {
  effect: say("links-from-postgres"),
  concerns: ["cache", "outbox", "redirect", "management", "worker"],
};

function findRedis({ dependencies: { cache, queue } }: Sources): Cause | undefined {
  const isBoth = cache === "error" && queue === "error";
  const away = [...(queue === "error" ? [ofQueue] : []), ...(cache === "error" ? [ofCache] : [])];
  if (away.length === 0) return undefined;
  const id = isBoth ? "redis-away" : queue === "error" ? "queue-redis-away" : "cache-redis-away";
  return {
    id,
    severity: "critical",
    title: [say(id)],
    effect: away.map(({ effect }) => effect),
    remedy: [say("start-redis")],
    alert: queue === "error" ? "ShuntSpoolOld" : "ShuntBreakerOpen",
    concerns: away.flatMap(({ concerns }) => concerns),
  };
}

function findClickHouse(overview: Sources): Cause | undefined {
  if (overview.dependencies.clickhouse !== "error") return undefined;
  return {
    id: "clickhouse-away",
    severity: "critical",
    title: [say("clickhouse-away")],
    effect: [toWaiting(overview), say("questions-fail")],
    remedy: [say("start-clickhouse")],
    alert: "ShuntClickHouseAway",
    concerns: ["clickhouse", "lag", "queue"],
  };
}
