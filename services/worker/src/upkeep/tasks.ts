import type { LinkCache, Redis } from "@shunt/cache";
import type { Db } from "@shunt/db";
import type { UpkeepTask } from "@shunt/queue";
import type { Logger } from "@shunt/runtime";
import { ensureClickPartitions } from "./click-partitions.ts";
import { deleteExpiredTokens, deleteOldBatchNames, destroyVisitorKeys } from "./delete-expired.ts";
import { sweepCacheOutbox } from "./sweep-cache-outbox.ts";

const minuteMs = 60_000;

/** What keeps the database tidy and the caches right, and how often. Each may run twice, and on any worker. */
export function toUpkeepTasks(deps: { db: Db; redis: Redis; linkCache: LinkCache; log: Logger }): UpkeepTask[] {
  const { db, log } = deps;
  return [
    { name: "sweep-cache-outbox", everyMs: 1_000, run: async () => void (await sweepCacheOutbox(deps)) },
    { name: "ensure-click-partitions", everyMs: 60 * minuteMs, run: () => ensureClickPartitions(db, Date.now(), log) },
    { name: "destroy-visitor-keys", everyMs: 10 * minuteMs, run: () => destroyVisitorKeys(db, Date.now()) },
    { name: "delete-old-batch-names", everyMs: 60 * minuteMs, run: () => deleteOldBatchNames(db, Date.now()) },
    { name: "delete-expired-tokens", everyMs: 60 * minuteMs, run: () => deleteExpiredTokens(db, Date.now()) },
  ];
}
