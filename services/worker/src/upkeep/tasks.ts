import type { ClickHouse } from "@shunt/clickhouse";
import type { Db } from "@shunt/db";
import type { UpkeepTask } from "@shunt/queue";
import type { Logger } from "@shunt/runtime";
import { scheduleChecks } from "../health/schedule-checks.ts";
import { toDay } from "../ingest/aggregate/day.ts";
import { deleteOldEvents } from "../webhooks/delete-old-events.ts";
import { emitExpiredLinks } from "../webhooks/emit-expired-links.ts";
import { markFullBacklogs } from "../webhooks/mark-full-backlogs.ts";
import { resealSecrets } from "../webhooks/reseal-secrets.ts";
import { trimDeliveryLog } from "../webhooks/trim-delivery-log.ts";
import { readAgreedTime } from "./agreed-time.ts";
import { compareSums } from "./check-aggregates.ts";
import { ensureClickPartitions } from "./click-partitions.ts";
import { compareSums as compareSumsOfClickHouse } from "./clickhouse/check-aggregates.ts";
import { dropOldClicks as dropOldClicksOfClickHouse } from "./clickhouse/drop-old-clicks.ts";
import { foldOldVisitors } from "./clickhouse/fold-old-visitors.ts";
import { forgetClicks as forgetClicksOfClickHouse } from "./clickhouse/forget-clicks.ts";
import {
  deleteExpiredTokens,
  deleteFreedCodes,
  deleteOldAnswers,
  deleteOldBatchNames,
  deleteOldNotices,
  deleteOldNotifications,
  deleteOldReports,
  destroyVisitorKeys,
} from "./delete-expired.ts";
import { dropOldClicks } from "./drop-old-clicks.ts";
import { findWorkspaceMismatches } from "./finish-days/check-workspaces.ts";
import { finishDays } from "./finish-days/finish-days.ts";
import { forgetClicks } from "./forget-clicks.ts";
import { moveClicks } from "./move-clicks.ts";
import { pruneOrphanHits } from "./prune-orphan-hits.ts";
import { pruneRequestLog } from "./prune-request-log.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Dead batches contain visitors' addresses, so they must not stay until an operator looks (days). */
const deadBatchDays = 30;

export interface UpkeepDeps {
  db: Db;
  /** Where clicks are stored; undefined: Postgres. */
  clickHouse: ClickHouse | undefined;
  log: Logger;
  /** Full days for which clicks are stored after their own day; 0 means forever. */
  retentionDays: number;
  baseUrl: string;
  /** Whether destinations are checked for workspaces that want it. */
  checksLinks: boolean;
  /** Values of `SECRET_KEY`, the current one first. */
  secrets: readonly string[];
  deadBatches: { dropOlderThan(ageMs: number): Promise<number> };
  onMismatch: () => void;
  now: () => number;
}

/** Recurring tasks. Each may run twice, and on any worker. Those that delete by age use the time on which two clocks agree. */
export function toUpkeepTasks({
  db,
  clickHouse,
  log,
  retentionDays,
  baseUrl,
  checksLinks,
  secrets,
  deadBatches,
  onMismatch,
  now,
}: UpkeepDeps): UpkeepTask[] {
  /** A task that depends on the time: it runs only while the clocks of this worker and of Postgres agree. */
  const dated = (run: (at: number) => Promise<void>) => async () => run(await readAgreedTime(db, now));
  const retention: UpkeepTask = {
    name: "drop-old-clicks",
    everyMs: 60 * minuteMs,
    run: dated(async at => {
      // Also with ClickHouse, for clicks from before it was used.
      await dropOldClicks(db, retentionDays, at, log);
      if (clickHouse) await dropOldClicksOfClickHouse(clickHouse, retentionDays, at, log);
    }),
  };
  const check = async (at: number) => {
    const yesterday = toDay(at - dayMs);
    const compared = clickHouse ? compareSumsOfClickHouse(clickHouse, yesterday) : compareSums(db, yesterday);
    for (const mismatch of (await compared).mismatches) {
      log.error({ ...mismatch }, "click sums differ from clicks, run `shunt clicks rebuild`");
      onMismatch();
    }
    for (const mismatch of await findWorkspaceMismatches(db, yesterday)) {
      log.error({ ...mismatch }, "sums of a workspace differ from those of its links, run `shunt clicks rebuild`");
      onMismatch();
    }
  };
  const forget = () => (clickHouse ? forgetClicksOfClickHouse(db, clickHouse) : forgetClicks(db));
  const dropDeadBatches = async () => {
    const count = await deadBatches.dropOlderThan(deadBatchDays * dayMs);
    if (count > 0) log.error({ count, days: deadBatchDays }, "dropped dead batches and their clicks");
  };
  return [
    ...(retentionDays > 0 ? [retention] : []),
    { name: "ensure-click-partitions", everyMs: 60 * minuteMs, run: dated(at => ensureClickPartitions(db, at, log)) },
    { name: "destroy-visitor-keys", everyMs: 10 * minuteMs, run: dated(at => destroyVisitorKeys(db, at)) },
    ...(clickHouse
      ? [{ name: "fold-visitors", everyMs: 60 * minuteMs, run: dated(at => foldOldVisitors(db, clickHouse, at)) }]
      : [{ name: "finish-days", everyMs: 60 * minuteMs, run: () => finishDays(db) }]),
    { name: "delete-old-batch-names", everyMs: 60 * minuteMs, run: dated(at => deleteOldBatchNames(db, at)) },
    { name: "delete-old-answers", everyMs: 60 * minuteMs, run: dated(at => deleteOldAnswers(db, at)) },
    { name: "delete-freed-codes", everyMs: 60 * minuteMs, run: dated(at => deleteFreedCodes(db, at)) },
    { name: "delete-old-link-notices", everyMs: 60 * minuteMs, run: dated(at => deleteOldNotices(db, at)) },
    { name: "delete-old-notifications", everyMs: 60 * minuteMs, run: dated(at => deleteOldNotifications(db, at)) },
    { name: "delete-old-reports", everyMs: 60 * minuteMs, run: dated(at => deleteOldReports(db, at)) },
    { name: "drop-dead-batches", everyMs: 60 * minuteMs, run: dated(dropDeadBatches) },
    { name: "forget-clicks", everyMs: minuteMs, run: forget },
    { name: "move-clicks", everyMs: 10_000, run: () => moveClicks(db) },
    { name: "prune-orphan-hits", everyMs: 10 * minuteMs, run: () => pruneOrphanHits(db) },
    { name: "prune-request-log", everyMs: 10 * minuteMs, run: dated(at => pruneRequestLog(db, at)) },
    { name: "tell-of-expired-links", everyMs: minuteMs, run: () => emitExpiredLinks(db, baseUrl) },
    ...(checksLinks ? [{ name: "schedule-link-checks", everyMs: minuteMs, run: () => scheduleChecks(db) }] : []),
    { name: "delete-old-webhook-events", everyMs: 60 * minuteMs, run: dated(() => deleteOldEvents(db)) },
    { name: "mark-full-webhook-backlogs", everyMs: 10_000, run: () => markFullBacklogs(db) },
    { name: "trim-webhook-log", everyMs: 10 * minuteMs, run: dated(() => trimDeliveryLog(db)) },
    { name: "reseal-webhook-secrets", everyMs: 60 * minuteMs, run: () => resealSecrets(db, secrets) },
    { name: "check-aggregates", everyMs: dayMs, run: dated(check) },
    { name: "delete-expired-tokens", everyMs: 60 * minuteMs, run: dated(at => deleteExpiredTokens(db, at)) },
  ];
}
