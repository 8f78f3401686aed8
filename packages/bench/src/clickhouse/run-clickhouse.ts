import { type Drained, drainBacklog } from "../drain.ts";
import { makeClicks } from "../make-clicks.ts";
import { seedLinks } from "../seed-links.ts";
import type { Stage } from "../stage.ts";
import { type BenchEngine, clickTables, startBenchEngine } from "./engine.ts";
import { insertRows } from "./insert-rows.ts";
import { type ReadTimes, readClicks } from "./read-clicks.ts";

export interface ClickHouseRound extends Drained {
  engineMicroseconds: number;
  /** Inserts without a worker: of clicks alone, and with their sums. */
  bare: Awaited<ReturnType<typeof insertRows>>;
  summed: Awaited<ReturnType<typeof insertRows>>;
}

export interface ClickHouseResult {
  rounds: ClickHouseRound[];
  /** Of each table once all parts are merged. */
  bytesPerClick: Record<string, number>;
  reads: ReadTimes;
}

const links = 10_000;
/** Reading is measured with so many times the clicks of a round. */
const readFactor = 10;

/**
 * Measures in turn, from empty tables, one worker that drains a backlog of clicks into ClickHouse, and inserts of as many rows; then the
 * space of clicks, and the time of two questions.
 */
export async function runClickHouse(
  stage: Stage,
  { rounds, clicks }: { rounds: number; clicks: number },
): Promise<ClickHouseResult> {
  const engine = await startBenchEngine(stage);
  try {
    await seedLinks(stage.db, links);
    const seeded = await stage.db.selectFrom("links").select(["id", "target_url as url"]).execute();
    const made = makeClicks(seeded, clicks, Date.now());
    const results: ClickHouseRound[] = [];
    while (results.length < rounds) {
      await engine.empty();
      const bare = await insertRows(engine, "click_events", made);
      await engine.empty();
      const summed = await insertRows(engine, "new_clicks", made);
      await engine.empty();
      await stage.db.deleteFrom("ingested_batches").execute();
      const before = engine.cpuMs() ?? Number.NaN;
      const drained = await drainBacklog(stage, made, { CLICKHOUSE_URL: engine.url });
      const engineMicroseconds = (((engine.cpuMs() ?? Number.NaN) - before) * 1_000) / clicks;
      results.push({ ...drained, engineMicroseconds, bare, summed });
    }
    const bytesPerClick = await measureSpace(engine, clicks);
    return { rounds: results, bytesPerClick, reads: await readClicks(stage, engine, readFactor * clicks) };
  } finally {
    await engine.stop();
  }
}

async function measureSpace({ clickHouse }: BenchEngine, clicks: number): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const table of clickTables) {
    await clickHouse.run(`OPTIMIZE TABLE ${table} FINAL`);
    const [found] = await clickHouse.query<{ bytes: number }>(
      `SELECT sum(bytes_on_disk) AS bytes FROM system.parts
       WHERE database = currentDatabase() AND table = {table:String} AND active`,
      { table },
    );
    sizes[table] = (found?.bytes ?? Number.NaN) / clicks;
  }
  return sizes;
}
