import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Leftovers } from "../leftovers.ts";
import { preferPort } from "../ports.ts";
import { drawPassword } from "../postgres/password.ts";
import { providePostgres } from "../postgres/provide-postgres.ts";
import { provideRedis } from "../redis/provide-redis.ts";
import { readOrMakeSecret } from "../secret-file.ts";
import type { Server, Watch } from "../server-process.ts";
import { type KeepRunningOptions, keepRunning } from "./keep-running.ts";

export interface Directories {
  /** Absolute; what Shunt keeps. */
  data: string;
  /** Where a program may be unpacked to. */
  tools: string;
}

/**
 * Postgres and Redis: the given ones, or servers of our own with their data below `dirs.data`. Each is put into `stops` and
 * noted as soon as it runs, whatever becomes of the other.
 */
export async function startServers(
  dirs: Directories,
  env: NodeJS.ProcessEnv,
  leftovers: Leftovers,
  stops: (() => Promise<void>)[],
): Promise<{ postgres: Server; redis: Server }> {
  const [postgresPort, redisPort] = await Promise.all([preferPort(55_432), preferPort(56_379)]);
  const [postgres, redis] = await Promise.allSettled([
    providePostgres(
      { dir: join(dirs.data, "postgres"), port: postgresPort, isDurable: true, forServices: true },
      env.DATABASE_URL,
    ),
    startOwnRedis(join(dirs.data, "redis"), redisPort, dirs.tools, env.REDIS_URL),
  ]);
  for (const server of [postgres, redis]) if (server.status === "fulfilled") stops.push(server.value.stop);
  if (postgres.status === "rejected") throw postgres.reason;
  if (redis.status === "rejected") throw redis.reason;
  await noteServer("postgres", postgres.value, leftovers);
  await noteServer("redis", redis.value, leftovers);
  return { postgres: postgres.value, redis: redis.value };
}

/** Starts a server of our own again when it dies; leaves others alone. Returns how to end it for good. */
export function keepServerRunning(
  name: ServerName,
  first: Server,
  leftovers: Leftovers,
  keep: Pick<KeepRunningOptions, "stopping" | "say">,
): () => Promise<void> {
  if (!first.watch) return first.stop;
  let { watch } = first;
  const start = async () => {
    const server = await watch.restart();
    await noteServer(name, server, leftovers);
    watch = server.watch as Watch;
    return { ended: watch.ended, stop: server.stop };
  };
  return keepRunning({ ended: watch.ended, stop: first.stop }, { ...keep, name, start });
}

type ServerName = keyof typeof stopSignals;

const stopSignals = { postgres: "SIGINT", redis: "SIGTERM" } as const;

/** So that a later start ends it, should this process be killed. */
async function noteServer(name: ServerName, { pid }: Server, leftovers: Leftovers): Promise<void> {
  if (pid) await leftovers.note(name, pid, stopSignals[name]);
}

async function startOwnRedis(dir: string, port: number, toolsDir: string, redisUrl: string | undefined) {
  if (redisUrl) return provideRedis({ dir, port, isDurable: true }, toolsDir, redisUrl);
  await mkdir(dir, { recursive: true });
  const password = await readOrMakeSecret(join(dir, "password"), drawPassword);
  return provideRedis({ dir, port, isDurable: true, password }, toolsDir);
}
