import { BaseUrl, DatabaseUrl, LogLevel, loadConfig, Port, PositiveInt, RedisUrl } from "@shunt/runtime";
import { z } from "zod";

export type Config = ReturnType<typeof loadRedirectConfig>;

/** @throws Error that names every bad variable. */
export function loadRedirectConfig(env?: Record<string, string | undefined>) {
  return loadConfig(
    {
      DATABASE_URL: DatabaseUrl,
      REDIS_CACHE_URL: RedisUrl,
      REDIS_QUEUE_URL: RedisUrl,
      BASE_URL: BaseUrl.prefault("http://localhost:8000"),
      REDIRECT_PORT: Port.default(8000),
      REDIRECT_OPS_PORT: Port.default(9000),
      TRUSTED_PROXIES: z.string().default(""),
      CLICK_SPOOL_DIR: z.string(),
      /** Most clicks in one batch. */
      ANALYTICS_BATCH_SIZE: PositiveInt.max(10_000).default(2_000),
      /** Longest time that a click waits for its batch to be sealed. */
      ANALYTICS_FLUSH_INTERVAL_MS: PositiveInt.max(10_000).default(100),
      LOG_LEVEL: LogLevel,
    },
    env,
  );
}
