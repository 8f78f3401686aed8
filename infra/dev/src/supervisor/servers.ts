import { mkdir } from "node:fs/promises";
import { join } from "node:path";
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

/**
 * Provides Postgres and Redis: the given ones, or new servers with their data below `dirs.data`. Adds each to `stops` and
 * records it as soon as it runs, even if the other fails.
 */
export async function startServers(
  dirs: Directories,
  env: NodeJS.ProcessEnv,
  ports: { postgres: number; redis: number },
  leftovers: Leftovers,
  stops: (() => Promise<void>)[],
): Promise<{ postgres: Server; redis: Server }> {
  const [postgres, redis] = await Promise.allSettled([
    providePostgres(
      { dir: join(dirs.data, "postgres"), port: ports.postgres, isDurable: true, forServices: true },
      env.DATABASE_URL,
    ),
    startOwnRedis(join(dirs.data, "redis"), ports.redis, dirs.tools, env.REDIS_URL),
  ]);
  for (const server of [postgres, redis]) if (server.status === "fulfilled") stops.push(server.value.stop);
  if (postgres.status === "rejected") throw postgres.reason;
  if (redis.status === "rejected") throw redis.reason;
  await recordServer("postgres", postgres.value, leftovers);
  await recordServer("redis", redis.value, leftovers);
  return { postgres: postgres.value, redis: redis.value };
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

const stopSignals = { postgres: "SIGINT", redis: "SIGTERM" } as const;

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
