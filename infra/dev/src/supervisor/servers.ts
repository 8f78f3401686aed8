import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { installChdb } from "../clickhouse/install-chdb.ts";
import { startClickHouse } from "../clickhouse/start-clickhouse.ts";
import type { Leftovers } from "../leftovers.ts";
import { generatePassword } from "../postgres/password.ts";
import { providePostgres } from "../postgres/provide-postgres.ts";
import { provideRedis } from "../redis/provide-redis.ts";
import { readOrCreateSecret } from "../secret-file.ts";
import type { Server, Watch } from "../server-process.ts";
import { type KeepRunningOptions, keepRunning } from "./keep-running.ts";

export interface Directories {
  data: string;
  /** For unpacked programs. */
  tools: string;
}

export interface Servers {
  postgres: Server;
  redis: Server;
  /** Undefined: clicks stay in Postgres. */
  clickhouse: Server | undefined;
}

/**
 * Provides Postgres and Redis, and with `hasClickHouse` ClickHouse: the given ones, or new servers with their data below `dirs.data`. Adds each to `stops` and
 * records it as soon as it runs, even if the other fails.
 */
export async function startServers(
  dirs: Directories,
  env: NodeJS.ProcessEnv,
  ports: { postgres: number; redis: number; clickhouse: number },
  { leftovers, stops, hasClickHouse, print }: StartServersOptions,
): Promise<Servers> {
  const [postgres, redis, clickhouse] = await Promise.allSettled([
    providePostgres(
      { dir: join(dirs.data, "postgres"), port: ports.postgres, isDurable: true, forServices: true },
      env.DATABASE_URL,
    ),
    startOwnRedis(join(dirs.data, "redis"), ports.redis, dirs.tools, env.REDIS_URL),
    provideClickHouse(env.CLICKHOUSE_URL, () => hasClickHouse && startOwnClickHouse(dirs, ports.clickhouse, print)),
  ]);
  for (const server of [postgres, redis, clickhouse])
    if (server.status === "fulfilled" && server.value) stops.push(server.value.stop);
  const started = { postgres: toValue(postgres), redis: toValue(redis), clickhouse: toValue(clickhouse) };
  for (const [name, server] of Object.entries(started))
    if (server) await recordServer(name as ServerName, server, leftovers);
  return started;
}

export interface StartServersOptions {
  leftovers: Leftovers;
  /** Receives a stop function for each server. */
  stops: (() => Promise<void>)[];
  hasClickHouse: boolean;
  print: (line: string) => void;
}

function toValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

/** Restarts a server that `startServers` started when it ends. Returns a function that stops it. */
export function keepServerRunning(
  name: ServerName,
  first: Server,
  leftovers: Leftovers,
  keep: Pick<KeepRunningOptions, "stopping" | "print">,
): () => Promise<void> {
  if (!first.watch) return first.stop;
  let { watch } = first;
  const start = async () => {
    const server = await watch.restart();
    await recordServer(name, server, leftovers);
    watch = server.watch as Watch;
    return { ended: watch.ended, stop: server.stop };
  };
  return keepRunning({ ended: watch.ended, stop: first.stop }, { ...keep, name, start });
}

type ServerName = keyof typeof stopSignals;

const stopSignals = { postgres: "SIGINT", redis: "SIGTERM", clickhouse: "SIGTERM" } as const;

/** Records it, so that the next start ends it if this process is killed. */
async function recordServer(name: ServerName, { pid }: Server, leftovers: Leftovers): Promise<void> {
  if (pid) await leftovers.record(name, pid, stopSignals[name]);
}

async function startOwnRedis(dir: string, port: number, toolsDir: string, redisUrl: string | undefined) {
  if (redisUrl) return provideRedis({ dir, port, isDurable: true }, toolsDir, redisUrl);
  await mkdir(dir, { recursive: true });
  const password = await readOrCreateSecret(join(dir, "password"), generatePassword);
  return provideRedis({ dir, port, isDurable: true, password }, toolsDir);
}

async function provideClickHouse(
  url: string | undefined,
  start: () => Promise<Server> | false,
): Promise<Server | undefined> {
  if (url) return { url, source: "CLICKHOUSE_URL", stop: async () => {} };
  return (await start()) || undefined;
}

async function startOwnClickHouse(dirs: Directories, port: number, print: (line: string) => void): Promise<Server> {
  const chdbDir = await installChdb({ toolsDir: dirs.tools, onProgress: print });
  if (!chdbDir)
    throw new Error(
      "The engine of ClickHouse can be installed on Linux with glibc on x64 only. Set CLICKHOUSE_URL to use a server.",
    );
  const dir = join(dirs.data, "clickhouse");
  await mkdir(dir, { recursive: true });
  const password = await readOrCreateSecret(join(dir, "password"), generatePassword);
  const server = await startClickHouse({ chdbDir, dir, port, password });
  return { ...server, url: `${server.url}/shunt` };
}
