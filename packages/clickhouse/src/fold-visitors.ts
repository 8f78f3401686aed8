import type { ClickHouse } from "./create-clickhouse.ts";

/**
 * Counts the visitors of each UTC day before `before` in `link_visitors`, and deletes them from `daily_visitors`. Safe to
 * interrupt: a day counts there from the moment in which its row in `folded_days` exists. Only one process may do so at a time,
 * and no further visitor of these days may be written.
 *
 * @param before `YYYY-MM-DD`
 */
export async function foldVisitors(clickHouse: ClickHouse, before: string): Promise<void> {
  const days = await clickHouse.query<{ day: string; isFolded: number }>(
    `SELECT DISTINCT day, day <= (SELECT max(day) FROM folded_days) AS isFolded
     FROM daily_visitors WHERE day < {before:Date} ORDER BY day`,
    { before },
  );
  for (const { day, isFolded } of days) {
    if (!isFolded) await foldDay(clickHouse, day);
    await clickHouse.run("ALTER TABLE daily_visitors DROP PARTITION {day:String}", { day });
  }
  // Also after days without visitors, as history that is moved from Postgres may have some.
  await clickHouse.run(
    "INSERT INTO folded_days (day) SELECT {before:Date} - 1 WHERE {before:Date} - 1 > (SELECT max(day) FROM folded_days)",
    { before },
  );
}

async function foldDay(clickHouse: ClickHouse, day: string): Promise<void> {
  // Of an attempt that was interrupted.
  await clickHouse.run("DELETE FROM link_visitors WHERE toDate(at) = {day:Date} AND moved = 0", { day });
  await clickHouse.run(
    `INSERT INTO link_visitors (link_id, since, at, visitors)
     SELECT link_id, since, toStartOfFifteenMinutes(first_at) AS at, count() AS visitors FROM (
       SELECT link_id, since, visitor_hash, min(first).1 AS first_at
       FROM daily_visitors WHERE day = {day:Date} GROUP BY link_id, since, visitor_hash
     ) GROUP BY link_id, since, at`,
    { day },
  );
  await assertFolded(clickHouse, day);
  await clickHouse.run("INSERT INTO folded_days (day) SELECT {day:Date}", { day });
}

/** Another process may have counted the day at the same time, after it lost its lock. @throws Error if it did; a further attempt corrects it */
async function assertFolded(clickHouse: ClickHouse, day: string): Promise<void> {
  const [found] = await clickHouse.query<{ expected: number; counted: number }>(
    `SELECT (SELECT count() FROM (
         SELECT 1 FROM daily_visitors WHERE day = {day:Date} GROUP BY link_id, since, visitor_hash
       )) AS expected,
       (SELECT sum(visitors) FROM link_visitors WHERE toDate(at) = {day:Date} AND moved = 0) AS counted`,
    { day },
  );
  if (found?.expected !== found?.counted)
    throw new Error(`counted ${found?.counted} of ${found?.expected} visitors of ${day}`);
}
