import type { Db } from "@shunt/db";
import type { UpkeepTask } from "@shunt/queue";
import type { Logger } from "@shunt/runtime";
import { ensureClickPartitions } from "./click-partitions.ts";
import { deleteExpiredTokens, deleteOldBatchNames, destroyVisitorKeys } from "./delete-expired.ts";
import { dropOldClicks } from "./drop-old-clicks.ts";

const minuteMs = 60_000;

export interface UpkeepDeps {
  db: Db;
  log: Logger;
  /** Whole days that single clicks are kept beyond their own; 0: for ever. */
  retentionDays: number;
}

/** What keeps the database tidy, and how often. Each may run twice, and on any worker. */
export function toUpkeepTasks({ db, log, retentionDays }: UpkeepDeps): UpkeepTask[] {
  const retention: UpkeepTask = {
    name: "drop-old-clicks",
    everyMs: 60 * minuteMs,
    run: () => dropOldClicks(db, retentionDays, Date.now(), log),
  };
  return [
    ...(retentionDays > 0 ? [retention] : []),
    { name: "ensure-click-partitions", everyMs: 60 * minuteMs, run: () => ensureClickPartitions(db, Date.now(), log) },
    { name: "destroy-visitor-keys", everyMs: 10 * minuteMs, run: () => destroyVisitorKeys(db, Date.now()) },
    { name: "delete-old-batch-names", everyMs: 60 * minuteMs, run: () => deleteOldBatchNames(db, Date.now()) },
    { name: "delete-expired-tokens", everyMs: 60 * minuteMs, run: () => deleteExpiredTokens(db, Date.now()) },
  ];
}
