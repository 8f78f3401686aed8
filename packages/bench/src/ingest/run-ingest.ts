import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@shunt/dev";
import { createClickProducer, toClickBatch } from "@shunt/queue";
import { sql } from "kysely";
import { seedLinks } from "../seed-links.ts";
import type { Stage } from "../stage.ts";
import { startSubject } from "../subject.ts";
import { copyRows } from "./copy-rows.ts";
import { makeClicks } from "./make-clicks.ts";

export interface IngestRound {
  copyPerSecond: number;
  workerPerSecond: number;
  workerRssBytes: number | undefined;
  redisBytes: number;
}

const links = 10_000;
const clicksPerBatch = 2_000;
const timeoutMs = 600_000;
const root = resolve(import.meta.dirname, "../../../..");

/** A backlog of clicks, drained by one worker process, and the same number of rows by COPY; in turn, from empty tables. */
export async function runIngest(stage: Stage, { rounds, clicks }: { rounds: number; clicks: number }) {
  await seedLinks(stage.db, links);
  const seeded = await stage.db.selectFrom("links").select(["id", "target_url as url"]).execute();
  const made = makeClicks(seeded, clicks, Date.now());
  const results: IngestRound[] = [];
  while (results.length < rounds) {
    await empty(stage);
    const drained = await drain(stage, made);
    await empty(stage);
    results.push({ ...drained, copyPerSecond: await copyRows(stage.databaseUrl, made) });
  }
  return results;
}

async function empty({ db }: Stage): Promise<void> {
  await sql`truncate click_events, link_totals, link_daily, link_quarter_hourly, link_daily_dimension, daily_visitors, ingested_batches`.execute(
    db,
  );
  await sql`vacuum analyze`.execute(db);
}

async function drain(stage: Stage, clicks: ReturnType<typeof makeClicks>) {
  const producer = createClickProducer(stage.redisUrl, err => process.stderr.write(`${err.message}\n`));
  for (let i = 0; i < clicks.length; i += clicksPerBatch) {
    await producer.ship(`bench-${performance.now()}-${i}`, toClickBatch(clicks.slice(i, i + clicksPerBatch)));
  }
  await producer.stop();
  const redisBytes = await stage.redisMemory();
  const opsPort = await freePort();
  const env = {
    DATABASE_URL: stage.databaseUrl,
    REDIS_URL: stage.redisUrl,
    WORKER_OPS_PORT: String(opsPort),
    LOG_LEVEL: "warn",
    NODE_OPTIONS: "--max-old-space-size=256",
  };
  const entry = resolve(root, "services/worker/dist/main.js");
  const spec = { name: "worker", entry, env, readyUrl: `http://127.0.0.1:${opsPort}/readyz` };
  // Beside Postgres, which takes the most: where the system puts them.
  const worker = await startSubject(spec, { measured: [], others: [] });
  try {
    const { count: before, at: startedAt } = await countIngested(stage);
    const endedAt = await untilIngested(stage, clicks.length);
    return {
      workerPerSecond: (clicks.length - before) / ((endedAt - startedAt) / 1_000),
      workerRssBytes: worker.rssBytes(),
      redisBytes,
    };
  } finally {
    await worker.stop();
  }
}

async function untilIngested(stage: Stage, wanted: number): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { count, at } = await countIngested(stage);
    if (count >= wanted) return at;
    if (at > deadline) throw new Error(`only ${count} of ${wanted} clicks were ingested in time`);
    await sleep(20);
  }
}

async function countIngested({ db }: Stage): Promise<{ count: number; at: number }> {
  const { count } = await db
    .selectFrom("ingested_batches")
    .select(eb => eb.fn.coalesce(eb.fn.sum<number>("clicks"), sql<number>`0`).as("count"))
    .executeTakeFirstOrThrow();
  return { count: Number(count), at: performance.now() };
}
