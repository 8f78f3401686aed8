import { findInstances, findLostInstances, type Redis } from "@shunt/cache";
import type { ClickHouseWatch } from "@shunt/clickhouse";
import type { OpsOverview, ServiceInstance, ServiceName, ServiceState } from "@shunt/contracts/admin";
import type { Db } from "@shunt/db";
import type { ClickQueueDepth } from "@shunt/queue";
import { within } from "@shunt/runtime";
import { findIssues } from "./issues/find-issues.ts";
import { type DatabaseMetrics, readDatabaseMetrics } from "./overview-store.ts";

/** Slower sources are reported as failing. */
const timeoutMs = 2_000;

export interface OverviewDeps {
  db: Db;
  redis: Redis;
  /** Undefined if clicks are in Postgres. */
  clickHouse: Pick<ClickHouseWatch, "assertAnswers"> | undefined;
  queue: {
    read: () => Promise<ClickQueueDepth>;
    findOldest: () => Promise<number | undefined>;
    countClicks: () => Promise<number>;
  };
  /** Of the runbook. */
  runbookUrl: string;
  onUnknown: (err: unknown) => void;
}

/** Never throws: values that are not available are null, and their source is reported as "error". */
export async function readOverview(deps: OverviewDeps): Promise<OpsOverview> {
  const overview = await readSources(deps);
  return { ...overview, issues: findIssues(overview, deps.runbookUrl) };
}

async function readSources({
  db,
  redis,
  clickHouse,
  queue,
  onUnknown,
}: OverviewDeps): Promise<Omit<OpsOverview, "issues">> {
  const tryRead = <T>(what: string, answer: Promise<T>) =>
    within(timeoutMs, answer, what).catch((err: unknown) => {
      onUnknown(err);
      return undefined;
    });
  const [metrics, processes, depth, hasClickHouse] = await Promise.all([
    tryRead("the database's metrics", readDatabaseMetrics(db)),
    tryRead("the list of instances", readProcesses(redis)),
    tryRead("the queue's depth", readQueue(queue)),
    clickHouse &&
      tryRead(
        "ClickHouse",
        clickHouse.assertAnswers().then(() => true),
      ),
  ]);
  const instances = processes?.live;
  return {
    at: new Date().toISOString(),
    queue: depth ?? null,
    ...toCounts(metrics),
    ingest: { lag_seconds: toLag(depth, instances), clicks_per_minute: metrics?.clicksPerMinute ?? null },
    dead_letters: { batches: depth?.failed ?? null, clicks: metrics?.deadClicks ?? null },
    dependencies: {
      database: toState(metrics),
      cache: toState(instances),
      queue: toState(depth),
      ...(clickHouse && { clickhouse: toState(hasClickHouse) }),
    },
    services: {
      redirect: toServiceState(instances, "redirect"),
      management: toServiceState(instances, "management"),
      worker: toServiceState(instances, "worker"),
    },
    instances: instances ?? null,
    lost_instances: processes?.lost ?? null,
  };
}

async function readProcesses(redis: Redis) {
  const live = await findInstances(redis);
  return { live, lost: await findLostInstances(redis, live) };
}

async function readQueue({ read, findOldest, countClicks }: OverviewDeps["queue"]) {
  const [depth, oldestAt, clicks] = await Promise.all([read(), findOldest(), countClicks()]);
  // Clocks differ: a new batch may seem to be from the future.
  return {
    ...depth,
    clicks,
    oldest_age_seconds: oldestAt === undefined ? 0 : Math.max(0, Date.now() - oldestAt) / 1_000,
  };
}

function toCounts(metrics: DatabaseMetrics | undefined): Pick<OpsOverview, "webhooks" | "outbox" | "totals"> {
  if (!metrics) return { webhooks: null, outbox: null, totals: null };
  return {
    webhooks: {
      pending: metrics.webhooksPending,
      oldest_due_seconds: metrics.webhooksOldestDueSeconds,
      failing: metrics.webhooksFailing,
      disabled: metrics.webhooksDisabled,
    },
    outbox: { pending: metrics.outboxPending, oldest_age_seconds: metrics.outboxOldestSeconds },
    totals: { links: metrics.links, users: metrics.users },
  };
}

/** Null if neither the queue nor any spool is readable. */
function toLag(depth: OpsOverview["queue"] | undefined, instances: readonly ServiceInstance[] | undefined) {
  const ages = instances?.flatMap(({ spool_age_seconds }) => spool_age_seconds ?? []) ?? [];
  if (depth) ages.push(depth.oldest_age_seconds);
  return ages.length > 0 ? Math.max(...ages) : null;
}

function toState(answer: unknown): "ok" | "error" {
  return answer === undefined ? "error" : "ok";
}

function toServiceState(instances: readonly ServiceInstance[] | undefined, name: ServiceName): ServiceState {
  if (!instances) return "unknown";
  const own = instances.filter(({ service }) => service === name);
  if (!own.some(({ is_ready }) => is_ready)) return "down";
  return own.every(({ is_ready }) => is_ready) ? "ok" : "degraded";
}
