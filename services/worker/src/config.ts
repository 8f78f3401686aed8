import { Count, DatabaseUrl, LogLevel, loadConfig, Port, PositiveInt, RedisUrl } from "@shunt/runtime";
import { z } from "zod";

export type Config = ReturnType<typeof loadWorkerConfig>;

/** @throws Error that names every bad variable. */
export function loadWorkerConfig(env?: Record<string, string | undefined>) {
  return loadConfig(
    {
      DATABASE_URL: DatabaseUrl,
      REDIS_CACHE_URL: RedisUrl,
      REDIS_QUEUE_URL: RedisUrl,
      WORKER_OPS_PORT: Port.default(9002),
      /** Clicks within a minute that make a link hot: its entry in Redis stays twice as long then. */
      HOT_URL_CLICK_THRESHOLD: PositiveInt.default(100),
      /** Whole days that single clicks are kept beyond their own; 0: for ever. Aggregates stay in any case. */
      CLICK_RETENTION_DAYS: Count.default(0),
      /** A MaxMind database of countries or cities; by default the free one of countries that npm has installed. */
      GEOIP_DB: z.string().optional(),
      LOG_LEVEL: LogLevel,
    },
    env,
  );
}
