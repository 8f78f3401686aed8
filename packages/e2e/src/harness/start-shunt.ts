import { join } from "node:path";
import { type ClickHouse, createClickHouse, migrateClickHouse } from "@shunt/clickhouse";
import { createDb, type Db } from "@shunt/db";
import { freePort } from "@shunt/dev";
import { makeScratchDirectory } from "@shunt/testing";
import {
  createTestDatabase,
  silenceSeconds,
  startTestPostgres,
  startTestRedis,
  type TestPostgres,
  type TestRedis,
} from "@shunt/testing/stores";
import { Fleet, type Management, type Pod } from "./fleet.ts";
import { type Owner, signUp } from "./owner.ts";
import type { ServiceProcess } from "./service-process.ts";

export interface Shunt {
  redirect: Pod;
  pods: readonly Pod[];
  management: Management;
  worker: ServiceProcess;
  workers: readonly ServiceProcess[];
  redis: TestRedis;
  /** Database 1 of Redis is the cache, database 0 the queue. */
  cacheUrl: string;
  /** Defined with `breaksPostgres`. */
  postgres: TestPostgres | undefined;
  db: Db;
  /** Where clicks are stored; undefined: Postgres. */
  clickHouse: ClickHouse | undefined;
  /** Environment of all services except the redirects. */
  env: Readonly<Record<string, string>>;
  /** Requests a short link without following the redirect. */
  click(code: string, init?: RequestInit): Promise<Response>;
  signUp(): Promise<Owner>;
  fleet: Fleet;
  stop(): Promise<void>;
}

export interface ShuntOptions {
  pods?: number;
  workers?: number;
  /** An existing database; default: a new one. */
  databaseUrl?: string;
  /** true: starts a separate Postgres that the test can break. "disk": also on a small disk that it can fill. */
  breaksPostgres?: boolean | "disk";
  /** Database in ClickHouse for clicks, which is created. */
  clickHouseUrl?: string | undefined;
  /** Redis for cache and queue; default: the one that is started here. */
  redisUrl?: string;
  /** Added to the variables that every service needs. */
  env?: Record<string, string>;
  root?: string | undefined;
  /** Returns a command line that wraps each redirect's own. */
  toPrefix?: (spoolDir: string) => readonly string[];
  /** Returns a command line that wraps management's own. */
  toManagementPrefix?: (mediaDir: string) => readonly string[];
}

/** Tests send more requests than the limits allow. */
const noLimits = {
  RATE_LIMIT_REQUESTS: "0",
  RATE_LIMIT_ANONYMOUS_REQUESTS: "0",
  RATE_LIMIT_REGISTER: "0",
  RATE_LIMIT_LOGIN: "0",
  RATE_LIMIT_CREATE: "0",
  // All visitors have the same address.
  MISS_RATE_LIMIT: "0",
};

/** Starts the three services with their own database and Redis, and waits until they are ready. */
export async function startShunt(options: ShuntOptions = {}): Promise<Shunt> {
  const stops: (() => Promise<unknown>)[] = [];
  const redis = await startTestRedis({ isDurable: true });
  stops.push(redis.stop);
  const postgres = options.breaksPostgres
    ? await startTestPostgres({ hasOwnDisk: options.breaksPostgres === "disk" })
    : undefined;
  if (postgres) stops.push(postgres.stop);
  const databaseUrl = options.databaseUrl ?? postgres?.url ?? (await createTestDatabase()).url;
  const scratch = await makeScratchDirectory();
  stops.push(scratch.remove);

  const [managementPort, managementOps, podPort] = [await freePort(), await freePort(), await freePort()];
  const apiUrl = `http://localhost:${managementPort}`;
  const cacheUrl = options.redisUrl ?? `${redis.url}/1`;
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_CACHE_URL: cacheUrl,
    REDIS_QUEUE_URL: options.redisUrl ?? `${redis.url}/0`,
    SECRET_KEY: "5e".repeat(32),
    BASE_URL: `http://127.0.0.1:${podPort}`,
    APP_URL: apiUrl,
    ...noLimits,
    PROCESS_SILENCE_SECONDS: String(silenceSeconds()),
    MANAGEMENT_PORT: String(managementPort),
    MANAGEMENT_OPS_PORT: String(managementOps),
    MEDIA_DIR: join(scratch.path, "media"),
    ...(options.clickHouseUrl && { CLICKHOUSE_URL: options.clickHouseUrl }),
    ...options.env,
  };
  const clickHouse = await openClickHouse(options.clickHouseUrl, stops);
  const { root } = options;
  const fleet = new Fleet({ env, scratch, toPrefix: options.toPrefix });
  const pods = [await fleet.makePod({ port: podPort, root })];
  while (pods.length < (options.pods ?? 1)) pods.push(await fleet.makePod({ root }));
  const prefix = options.toManagementPrefix?.(env.MEDIA_DIR) ?? [];
  const management = await fleet.makeManagement({ port: managementPort, opsPort: managementOps, root, prefix });
  const workers: ServiceProcess[] = [];
  while (workers.length < (options.workers ?? 1)) workers.push(await fleet.makeWorker({ root }));
  stops.push(() => fleet.end());
  const db = createDb({ url: databaseUrl, max: 2, applicationName: "shunt-e2e" });
  stops.push(() => db.destroy());
  const stop = async () => {
    for (const end of stops.toReversed()) await end();
  };
  try {
    await fleet.start();
  } catch (err) {
    await stop();
    throw err;
  }
  return {
    redirect: pods[0] as Pod,
    pods,
    management,
    worker: workers[0] as ServiceProcess,
    workers,
    redis,
    cacheUrl,
    postgres,
    db,
    clickHouse,
    env,
    click: (code, init) => fetch(`${pods[0]?.url}/${code}`, { redirect: "manual", ...init }),
    fleet,
    signUp: () => signUp(apiUrl),
    stop,
  };
}

async function openClickHouse(
  url: string | undefined,
  stops: (() => Promise<unknown>)[],
): Promise<ClickHouse | undefined> {
  if (url === undefined) return undefined;
  await migrateClickHouse(url);
  const clickHouse = createClickHouse({ url, applicationName: "shunt-e2e", timeoutMs: 60_000 });
  stops.push(clickHouse.close);
  return clickHouse;
}
