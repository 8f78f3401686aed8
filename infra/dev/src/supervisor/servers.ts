import { join } from "node:path";
import type { Leftovers } from "../leftovers.ts";
import { preferPort } from "../ports.ts";
import { providePostgres } from "../postgres/provide-postgres.ts";
import { provideRedis } from "../redis/provide-redis.ts";

/** Postgres and Redis: the given ones, or servers of our own with their data below `dataDir`. */
export async function startServers(dataDir: string, env: NodeJS.ProcessEnv, leftovers: Leftovers) {
  const [postgresPort, redisPort] = await Promise.all([preferPort(55_432), preferPort(56_379)]);
  const tools = join(dataDir, "tools");
  const [postgres, redis] = await Promise.all([
    providePostgres({ dir: join(dataDir, "postgres"), port: postgresPort, isDurable: true }, env.DATABASE_URL),
    provideRedis({ dir: join(dataDir, "redis"), port: redisPort, isDurable: true }, tools, env.REDIS_URL),
  ]);
  if (postgres.pid) await leftovers.note("postgres", postgres.pid, "SIGINT");
  if (redis.pid) await leftovers.note("redis", redis.pid, "SIGTERM");
  return {
    postgres,
    redis,
    stop: async () => void (await Promise.all([postgres.stop(), redis.stop()])),
  };
}
