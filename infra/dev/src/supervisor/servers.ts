import { join } from "node:path";
import type { Leftovers } from "../leftovers.ts";
import { preferPort } from "../ports.ts";
import { providePostgres } from "../postgres/provide-postgres.ts";
import { provideRedis } from "../redis/provide-redis.ts";
import type { Server } from "../server-process.ts";

/**
 * Postgres and Redis: the given ones, or servers of our own with their data below `dataDir`. Each is put into `stops` and
 * noted as soon as it runs, whatever becomes of the other.
 */
export async function startServers(
  dataDir: string,
  env: NodeJS.ProcessEnv,
  leftovers: Leftovers,
  stops: (() => Promise<void>)[],
): Promise<{ postgres: Server; redis: Server }> {
  const [postgresPort, redisPort] = await Promise.all([preferPort(55_432), preferPort(56_379)]);
  const [postgres, redis] = await Promise.allSettled([
    providePostgres({ dir: join(dataDir, "postgres"), port: postgresPort, isDurable: true }, env.DATABASE_URL),
    provideRedis(
      { dir: join(dataDir, "redis"), port: redisPort, isDurable: true },
      join(dataDir, "tools"),
      env.REDIS_URL,
    ),
  ]);
  for (const server of [postgres, redis]) if (server.status === "fulfilled") stops.push(server.value.stop);
  if (postgres.status === "rejected") throw postgres.reason;
  if (redis.status === "rejected") throw redis.reason;
  if (postgres.value.pid) await leftovers.note("postgres", postgres.value.pid, "SIGINT");
  if (redis.value.pid) await leftovers.note("redis", redis.value.pid, "SIGTERM");
  return { postgres: postgres.value, redis: redis.value };
}
