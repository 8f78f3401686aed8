import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Click } from "@shunt/contracts/clicks";
import { freePort } from "@shunt/dev";
import { createClickProducer, toClickBatch } from "@shunt/queue";
import { sql } from "kysely";
import type { Stage } from "./stage.ts";
import { type Subject, startSubject } from "./subject.ts";

const clicksPerBatch = 2_000;
const timeoutMs = 600_000;
const root = resolve(import.meta.dirname, "../../..");

export async function shipClicks(stage: Stage, clicks: readonly Click[]): Promise<void> {
  const producer = createClickProducer(stage.redisUrl, err => process.stderr.write(`${err.message}\n`));
  await producer.ready();
  for (let i = 0; i < clicks.length; i += clicksPerBatch) {
    await producer.ship(`bench-${performance.now()}-${i}`, toClickBatch(clicks.slice(i, i + clicksPerBatch)));
  }
  await producer.stop();
}

/**
 * Starts a worker without pinning it: the stores, which take most of the time, need cores as well.
 *
 * @param own added to its variables
 */
export async function startWorker(stage: Stage, own: Record<string, string> = {}): Promise<Subject> {
  const opsPort = await freePort();
  const env = {
    DATABASE_URL: stage.databaseUrl,
    REDIS_URL: stage.redisUrl,
    SECRET_KEY: "5e".repeat(32),
    WORKER_OPS_PORT: String(opsPort),
    LOG_LEVEL: "warn",
    NODE_OPTIONS: "--max-old-space-size=256",
    ...own,
  };
  const entry = resolve(root, "services/worker/dist/main.js");
  const spec = { name: "worker", entry, env, readyUrl: `http://127.0.0.1:${opsPort}/readyz` };
  return startSubject(spec, { measured: [], others: [] });
}

/** Waits until `wanted` clicks are ingested. Returns the time, as of `performance.now()`. */
export async function untilIngested(stage: Stage, wanted: number): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { count, at } = await countIngested(stage);
    if (count >= wanted) return at;
    if (at > deadline) throw new Error(`only ${count} of ${wanted} clicks were ingested in time`);
    await sleep(20);
  }
}

export async function countIngested({ db }: Stage): Promise<{ count: number; at: number }> {
  const { count } = await db
    .selectFrom("ingested_batches")
    .select(eb => eb.fn.coalesce(eb.fn.sum<number>("clicks"), sql<number>`0`).as("count"))
    .executeTakeFirstOrThrow();
  return { count: Number(count), at: performance.now() };
}

export interface Drained {
  workerPerSecond: number;
  /** Processor time for a click (µs); NaN if it was not measured. */
  workerMicroseconds: number;
  postgresMicroseconds: number;
  workerRssBytes: number | undefined;
  redisBytes: number;
}

/** Measures a worker with a backlog of clicks. `ingested_batches` must be empty. */
export async function drainBacklog(
  stage: Stage,
  clicks: readonly Click[],
  own: Record<string, string> = {},
): Promise<Drained> {
  await shipClicks(stage, clicks);
  const redisBytes = await stage.redisMemory();
  const worker = await startWorker(stage, own);
  try {
    const { count: before, at: startedAt } = await countIngested(stage);
    const [workerMs, postgresMs] = [worker.cpuMs(), stage.postgresMs()];
    const endedAt = await untilIngested(stage, clicks.length);
    const counted = clicks.length - before;
    return {
      workerPerSecond: counted / ((endedAt - startedAt) / 1_000),
      workerMicroseconds: toMicroseconds(workerMs, worker.cpuMs(), counted),
      postgresMicroseconds: toMicroseconds(postgresMs, stage.postgresMs(), counted),
      workerRssBytes: worker.rssBytes(),
      redisBytes,
    };
  } finally {
    await worker.stop();
  }
}

/** Time for one of `count` clicks; NaN if it was not measured. */
export function toMicroseconds(fromMs = Number.NaN, toMs = Number.NaN, count: number): number {
  return ((toMs - fromMs) * 1_000) / count;
}
