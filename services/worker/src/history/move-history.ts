import { type ClickHouse, foldVisitors } from "@shunt/clickhouse";
import type { Db, Pool } from "@shunt/db";
import { toOldestKeyDay } from "../ingest/visitors/visitor-keys.ts";
import { foldGraceMs, withFoldLock } from "../upkeep/clickhouse/fold-lock.ts";
import { hasSumsOf, rebuildSumsOfLink } from "../upkeep/rebuild.ts";
import { findParts } from "./find-parts.ts";
import { events, type HistoryKindName, openVisitors } from "./history-kinds.ts";
import { movePart } from "./move-part.ts";
import { findLabels, findMoves } from "./move-store.ts";

export interface HistoryDeps {
  /** Needs two connections at once, `pool` a third. */
  db: Db;
  pool: Pool;
  clickHouse: ClickHouse;
  now: number;
  /** Rows that are inserted at once (default 100,000). */
  rowsOfChunk?: number;
  /** Counts copied parts again, and copies those anew that have got clicks since (default false). */
  verify?: boolean;
  onProgress?: (progress: HistoryProgress) => void;
}

export interface HistoryProgress {
  /** Such as "single clicks of 2026-11-20". */
  title: string;
  /** Parts that are copied, out of all. */
  done: number;
  parts: number;
  /** Of the current part. */
  clicks: number;
  all: number;
}

/** Clicks, visits or visitors by kind that ClickHouse has from Postgres. */
export type MovedClicks = Partial<Record<HistoryKindName, number>>;

const labeled = [
  "click_events",
  "link_quarter_hourly",
  "link_daily_dimension",
  "link_visitors",
  "orphan_hits",
] as const;

/**
 * Copies the clicks and sums in Postgres to ClickHouse, while workers write there. Safe to interrupt: a further call goes on. No
 * worker may write clicks to Postgres.
 *
 * @throws Error if another process does so, or names the part that could not be copied
 */
export async function moveHistory({
  rowsOfChunk = 100_000,
  verify = false,
  onProgress,
  now,
  ...deps
}: HistoryDeps): Promise<MovedClicks> {
  const moved = await withFoldLock(deps.db, async () => {
    await repairReset(deps.db);
    await deleteRemains(deps);
    const parts = await findParts(deps.db, await findLastDay(deps, now));
    const counts: MovedClicks = {};
    for (const [done, { kind, part }] of parts.entries()) {
      const title = kind === events ? `${kind.title} of ${part}` : kind.title;
      const report = (clicks: number, all: number) => onProgress?.({ title, done, parts: parts.length, clicks, all });
      const clicks = await movePart({ ...deps, rowsOfChunk, verify }, kind, part, report).catch(err => {
        throw new Error(`${title}: ${(err as Error).message}`, { cause: err });
      });
      counts[kind.name] = (counts[kind.name] ?? 0) + clicks;
    }
    await deleteRemains(deps);
    return counts;
  });
  if (!moved) throw new Error("another process moves clicks or counts visitors; try again in a minute");
  return moved;
}

/** Links that were reset shortly before the last worker on Postgres stopped may have sums from before. */
async function repairReset(db: Db): Promise<void> {
  const rows = await db.selectFrom("forgotten_clicks").select("link_id").distinct().execute();
  for (const { link_id: id } of rows) if (await hasSumsOf(db, id)) await rebuildSumsOfLink(db, id);
}

/** Deletes rows of moves that were interrupted and that others replaced, whose last insert ended late. */
async function deleteRemains({ db, clickHouse }: Pick<HistoryDeps, "db" | "clickHouse">): Promise<void> {
  const labels = new Set(await findLabels(db));
  for (const table of labeled) {
    const rows = await clickHouse.query<{ moved: number }>(`SELECT DISTINCT moved FROM ${table} WHERE moved > 0`);
    const remains = rows.map(({ moved }) => moved).filter(label => !labels.has(label));
    if (remains.length > 0)
      await clickHouse.run(`DELETE FROM ${table} WHERE moved IN {remains:Array(UInt32)}`, { remains });
  }
}

/**
 * Returns the last day whose visitors ClickHouse has as numbers. Once visitors of the days after it are copied, further calls return the same.
 */
async function findLastDay({ db, clickHouse }: Pick<HistoryDeps, "db" | "clickHouse">, now: number): Promise<string> {
  const [begun] = await findMoves(db, openVisitors.name);
  if (begun) return begun.part;
  await foldVisitors(clickHouse, toOldestKeyDay(now - foldGraceMs));
  const [found] = await clickHouse.query<{ day: string }>("SELECT toString(max(day)) AS day FROM folded_days");
  return found?.day ?? "1970-01-01";
}
