import { createDomainCache, createLinkCache } from "@shunt/cache";
import { createDeadBatches, startUpkeep } from "@shunt/queue";
import type { Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import { startOutboxSweeper } from "./upkeep/outbox-sweeper.ts";
import { sweepCacheOutbox } from "./upkeep/sweep-cache-outbox.ts";
import { toUpkeepTasks } from "./upkeep/tasks.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

export async function startUpkeepTasks(
  { config, log, lifecycle }: Root,
  { db, clickHouse, redis, onRedisError }: Stores,
  metrics: WorkerMetrics,
): Promise<void> {
  const redisUrl = config.redis.queueUrl;
  const deadBatches = lifecycle.open("dead batches", createDeadBatches(redisUrl, onRedisError));
  const upkeep = await startUpkeep({
    redisUrl,
    tasks: toUpkeepTasks({
      db,
      clickHouse,
      log,
      retentionDays: config.clicks.retentionDays,
      baseUrl: config.baseUrl,
      checksLinks: config.linkChecks.everyMs > 0,
      secrets: config.secretKeys,
      deadBatches,
      onMismatch: metrics.mismatchFound,
      now: Date.now,
    }),
    givingUp: lifecycle.cuttingOff,
    onFailed: (name, err) => log.error({ err, task: name }, "upkeep task failed"),
    onError: onRedisError,
  });
  lifecycle.open("upkeep", upkeep);
  const sweeper = startOutboxSweeper({
    sweep: stopping =>
      sweepCacheOutbox({ db, linkCache: createLinkCache(redis), domainCache: createDomainCache(redis) }, stopping),
    onSwept: changes => log.info({ changes }, "published missed cache changes"),
    onError: err => log.warn({ err }, "outbox not swept"),
  });
  lifecycle.open("outbox sweeper", sweeper);
}
