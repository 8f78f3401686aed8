import type { Db } from "@shunt/db";
import type { UpkeepTask } from "@shunt/queue";
import type { Logger } from "@shunt/runtime";
import { ensureClickPartitions } from "./click-partitions.ts";
import { deleteExpiredTokens, deleteOldBatchNames, destroyVisitorKeys } from "./delete-expired.ts";

const minuteMs = 60_000;

/** What keeps the database tidy, and how often. Each may run twice, and on any worker. */
export function toUpkeepTasks({ db, log }: { db: Db; log: Logger }): UpkeepTask[] {
  return [
    { name: "ensure-click-partitions", everyMs: 60 * minuteMs, run: () => ensureClickPartitions(db, Date.now(), log) },
    { name: "destroy-visitor-keys", everyMs: 10 * minuteMs, run: () => destroyVisitorKeys(db, Date.now()) },
    { name: "delete-old-batch-names", everyMs: 60 * minuteMs, run: () => deleteOldBatchNames(db, Date.now()) },
    { name: "delete-expired-tokens", everyMs: 60 * minuteMs, run: () => deleteExpiredTokens(db, Date.now()) },
  ];
}
