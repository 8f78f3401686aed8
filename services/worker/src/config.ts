import { maxClickShards } from "@shunt/queue";
import {
  BaseUrl,
  Count,
  DatabaseUrl,
  LogLevel,
  loadConfig,
  MailFrom,
  Networks,
  OpsHost,
  Port,
  PositiveInt,
  ProcessSilence,
  RedisUrl,
  SecretKeys,
  SmtpUrl,
  toTracingConfig,
  tracingSettings,
} from "@shunt/runtime";
import { z } from "zod";

export type Config = ReturnType<typeof loadWorkerConfig>;

/** @throws Error that names every bad variable. */
export function loadWorkerConfig(environment?: Record<string, string | undefined>) {
  const env = loadConfig(
    {
      DATABASE_URL: DatabaseUrl,
      REDIS_CACHE_URL: RedisUrl,
      REDIS_QUEUE_URL: RedisUrl,
      /** Opens the secrets by which webhooks are signed. */
      SECRET_KEY: SecretKeys,
      /** Of short links. */
      BASE_URL: BaseUrl.prefault("http://localhost:8000"),
      /** Of the API, as clients see it. */
      APP_URL: BaseUrl.prefault("http://localhost:8001"),
      OPS_HOST: OpsHost,
      PROCESS_SILENCE_SECONDS: ProcessSilence,
      WORKER_OPS_PORT: Port.default(9002),
      /** As many as the redirects have. Clicks in further ones are counted as well, though some seconds later. */
      CLICK_QUEUE_SHARDS: PositiveInt.max(maxClickShards).default(1),
      /** Clicks within a minute that make a link hot: its entry in Redis stays twice as long then. */
      HOT_URL_CLICK_THRESHOLD: PositiveInt.default(100),
      /** Whole days that single clicks are kept beyond their own; 0: for ever. Aggregates stay in any case. */
      CLICK_RETENTION_DAYS: Count.default(0),
      /** A MaxMind database of countries or cities; by default the free one of countries that npm has installed. */
      GEOIP_DB: z.string().optional(),
      /** Not public, and webhooks may be sent there all the same. */
      OUTBOUND_ALLOWED_NETWORKS: Networks.prefault(""),
      /** Without it, mail is written to the log. */
      SMTP_URL: SmtpUrl.optional(),
      /** By default `shunt` at the host of `APP_URL`. */
      MAIL_FROM: MailFrom.optional(),
      LOG_LEVEL: LogLevel,
      ...tracingSettings("shunt-worker", 0.01),
    },
    environment,
  );
  return {
    baseUrl: env.BASE_URL,
    appUrl: env.APP_URL,
    database: { url: env.DATABASE_URL },
    redis: { cacheUrl: env.REDIS_CACHE_URL, queueUrl: env.REDIS_QUEUE_URL },
    secretKeys: env.SECRET_KEY,
    silenceMs: env.PROCESS_SILENCE_SECONDS * 1_000,
    ops: { host: env.OPS_HOST, port: env.WORKER_OPS_PORT },
    clicks: {
      shards: env.CLICK_QUEUE_SHARDS,
      hotThreshold: env.HOT_URL_CLICK_THRESHOLD,
      retentionDays: env.CLICK_RETENTION_DAYS,
      placesFile: env.GEOIP_DB,
    },
    outbound: { isAllowed: env.OUTBOUND_ALLOWED_NETWORKS },
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    log: { level: env.LOG_LEVEL },
    tracing: toTracingConfig(env),
  };
}
