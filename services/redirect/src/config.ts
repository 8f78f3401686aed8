import { AllowedSchemes } from "@shunt/contracts/values";
import { maxClickShards } from "@shunt/queue/max-click-shards";
import {
  BaseUrl,
  Count,
  DatabaseUrl,
  LogLevel,
  loadConfig,
  NetworkText,
  OpsHost,
  Port,
  PositiveInt,
  ProcessSilence,
  RedisUrl,
  Secret,
  toTracingConfig,
  tracingSettings,
} from "@shunt/runtime";
import { z } from "zod";

const bytesPerMegabyte = 1_048_576;

export type Config = ReturnType<typeof loadRedirectConfig>;

/** @throws Error that names every bad variable. */
export function loadRedirectConfig(environment?: Record<string, string | undefined>) {
  const env = loadConfig(
    {
      DATABASE_URL: DatabaseUrl,
      /** A streaming replica, queried for links that are in neither memory nor Redis. */
      DATABASE_READ_URL: DatabaseUrl.optional(),
      REDIS_CACHE_URL: RedisUrl,
      REDIS_QUEUE_URL: RedisUrl,
      BASE_URL: BaseUrl.prefault("http://localhost:8000"),
      /** Where visitors of locked links send the password. */
      APP_URL: BaseUrl.prefault("http://localhost:8001"),
      /** Where visitors of a blocked link may ask. */
      CONTACT_URL: z
        .url({
          protocol: /^(?:https?|mailto)$/,
          error: "must be a web or mail address, such as mailto:abuse@example.com",
        })
        .optional(),
      REDIRECT_PORT: Port.default(8000),
      OPS_HOST: OpsHost,
      PROCESS_SILENCE_SECONDS: ProcessSilence,
      REDIRECT_OPS_PORT: Port.default(9000),
      /** Number of processes that share the port. */
      WEB_CONCURRENCY: PositiveInt.max(256).default(1),
      TRUSTED_PROXIES: NetworkText.default(""),
      /** MaxMind database of countries or cities, for links that depend on the visitor's place. */
      GEOIP_DB: z.string().optional(),
      /** Secret behind the choice of a split's variants, the same for all redirects. */
      SPLIT_KEY: Secret.optional(),
      /** Schemes of destinations besides http and https, as for management. */
      ALLOWED_SCHEMES: AllowedSchemes.prefault(""),
      /** Misses per minute of a client network, above which it gets 429 for misses; 0 for no limit. */
      MISS_RATE_LIMIT: Count.default(60),
      /** Limits of the links in memory, per process. */
      LINK_CACHE_ENTRIES: Count.default(100_000),
      LINK_CACHE_MEGABYTES: Count.default(64),
      CLICK_SPOOL_DIR: z.string(),
      /** Maximum size of a process's spool. Above it clicks stay in memory, and are dropped once that is full too. */
      CLICK_SPOOL_MEGABYTES: PositiveInt.default(1_024),
      ANALYTICS_BATCH_SIZE: PositiveInt.max(10_000).default(2_000),
      /** Maximum time until the batch of a click is sealed. */
      ANALYTICS_FLUSH_INTERVAL_MS: PositiveInt.max(10_000).default(100),
      /** Number of queues for batches, so that a Redis Cluster distributes them over its masters. */
      CLICK_QUEUE_SHARDS: PositiveInt.max(maxClickShards).default(1),
      LOG_LEVEL: LogLevel,
      ...tracingSettings("shunt-redirect", 0.01),
    },
    environment,
  );
  return {
    baseUrl: env.BASE_URL,
    appUrl: env.APP_URL,
    contactUrl: env.CONTACT_URL,
    database: { url: env.DATABASE_URL, readUrl: env.DATABASE_READ_URL },
    redis: { cacheUrl: env.REDIS_CACHE_URL, queueUrl: env.REDIS_QUEUE_URL },
    http: { port: env.REDIRECT_PORT, trustedProxies: env.TRUSTED_PROXIES },
    silenceMs: env.PROCESS_SILENCE_SECONDS * 1_000,
    ops: { host: env.OPS_HOST, port: env.REDIRECT_OPS_PORT },
    processes: env.WEB_CONCURRENCY,
    decisions: { placesFile: env.GEOIP_DB, splitKey: env.SPLIT_KEY, allowedSchemes: env.ALLOWED_SCHEMES },
    limits: { missesPerMinute: env.MISS_RATE_LIMIT },
    memory: { maxEntries: env.LINK_CACHE_ENTRIES, maxBytes: env.LINK_CACHE_MEGABYTES * bytesPerMegabyte },
    spool: {
      dir: env.CLICK_SPOOL_DIR,
      maxBytes: env.CLICK_SPOOL_MEGABYTES * bytesPerMegabyte,
      maxClicks: env.ANALYTICS_BATCH_SIZE,
      sealAfterMs: env.ANALYTICS_FLUSH_INTERVAL_MS,
    },
    clicks: { shards: env.CLICK_QUEUE_SHARDS },
    log: { level: env.LOG_LEVEL },
    tracing: toTracingConfig(env),
  };
}
