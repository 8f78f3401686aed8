import { join, resolve } from "node:path";
import { createDb, type Db, migrateToLatest, setFirstDay } from "@shunt/db";
import { findRedisBinary, freePort, providePostgres, startRedis } from "@shunt/dev";
import { makeScratchDirectory } from "@shunt/testing";
import { Redis } from "ioredis";
import { type Cores, findCores } from "./cores.ts";
import { processorTimeWithChildren } from "./processor-time.ts";
import { findWrk } from "./wrk/find-wrk.ts";
import { createWrk, type RunLoad } from "./wrk/run-wrk.ts";

/** Shared by all benchmarks: a Postgres, a Redis and a load generator. */
export interface Stage {
  databaseUrl: string;
  db: Db;
  /** Processor time of Postgres so far (ms); undefined without /proc or with a Postgres that was there already. */
  postgresMs: () => number | undefined;
  redisUrl: string;
  redisMemory: () => Promise<number>;
  cores: Cores;
  scratchDir: string;
  runLoad: RunLoad;
  stop(): Promise<void>;
}

export const toolsDir = resolve(import.meta.dirname, "../../..", ".shunt", "tools");

async function readMemory(redisUrl: string): Promise<number> {
  const redis = new Redis(redisUrl);
  const info = await redis.info("memory");
  redis.disconnect();
  return Number(/^used_memory:(\d+)/m.exec(info)?.[1]);
}

export async function setStage(): Promise<Stage> {
  const cores = await findCores();
  const scratch = await makeScratchDirectory();
  const stops: (() => Promise<unknown>)[] = [scratch.remove];
  const stop = async () => {
    for (const end of stops.toReversed()) await end();
  };
  try {
    const wrk = await findWrk(toolsDir);
    // An append-only file would take processor time from the load generator and distort all figures.
    const redisOptions = { dir: join(scratch.path, "redis"), port: await freePort(), isDurable: false };
    const redis = await startRedis(await findRedisBinary(toolsDir), redisOptions);
    stops.push(redis.stop);
    await scratch.record("redis", redis.pid, "SIGKILL");
    const postgresOptions = { dir: join(scratch.path, "postgres"), port: await freePort(), isDurable: true };
    const postgres = await providePostgres(postgresOptions);
    stops.push(postgres.stop);
    if (postgres.pid) await scratch.record("postgres", postgres.pid, "SIGINT");
    const db = createDb({ url: postgres.url, max: 4, applicationName: "shunt-bench", statementTimeoutMs: 120_000 });
    stops.push(() => db.destroy());
    await migrateToLatest(db);
    await setFirstDay(db, "slim-clicks", "-infinity");
    return {
      databaseUrl: postgres.url,
      db,
      postgresMs: () => processorTimeWithChildren(postgres.pid),
      redisUrl: redis.url,
      redisMemory: () => readMemory(redis.url),
      cores,
      scratchDir: scratch.path,
      runLoad: createWrk(wrk, cores, scratch.path),
      stop,
    };
  } catch (err) {
    await stop();
    throw err;
  }
}
