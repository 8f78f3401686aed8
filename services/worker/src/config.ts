import { maxClickShards } from "@shunt/queue/max-click-shards";
import {
  BaseUrl,
  ClickHouseUrl,
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
      /** Where clicks are stored, instead of Postgres. */
      CLICKHOUSE_URL: ClickHouseUrl.optional(),
      REDIS_CACHE_URL: RedisUrl,
      REDIS_QUEUE_URL: RedisUrl,
      /** Decrypts the signing secrets of webhooks. */
      SECRET_KEY: SecretKeys,
      /** Origin of short links. */
      BASE_URL: BaseUrl.prefault("http://localhost:8000"),
      /** Public origin of the API. */
      APP_URL: BaseUrl.prefault("http://localhost:8001"),
      OPS_HOST: OpsHost,
      PROCESS_SILENCE_SECONDS: ProcessSilence,
      WORKER_OPS_PORT: Port.default(9002),
      /** Should equal the redirect's value. Clicks in further shards are counted too, some seconds later. */
      CLICK_QUEUE_SHARDS: PositiveInt.max(maxClickShards).default(1),
      /** Clicks per minute that make a link hot, which doubles the lifetime of its entry in Redis. */
      HOT_URL_CLICK_THRESHOLD: PositiveInt.default(100),
      /** Full days for which clicks are stored after their own day; 0 means forever. Aggregates always stay. */
      CLICK_RETENTION_DAYS: Count.default(0),
      /** MaxMind database of countries or cities. Defaults to the free country database from npm. */
      GEOIP_DB: z.string().optional(),
      /** File or URL of a list of harmful hosts and URLs. */
      BLOCK_LIST: z.string().min(1).optional(),
      BLOCK_LIST_REFRESH_MINUTES: PositiveInt.default(60),
      /** API key of Google Safe Browsing. */
      SAFE_BROWSING_KEY: z.string().trim().min(1).optional(),
      /** Origin of a service with its Lookup API (v4). */
      SAFE_BROWSING_URL: BaseUrl.prefault("https://safebrowsing.googleapis.com"),
      /** Hours between two checks of a link's destination; 0 means never. */
      LINK_CHECK_HOURS: Count.default(24),
      /** Private networks to which webhooks and checks of links may be sent. */
      OUTBOUND_ALLOWED_NETWORKS: Networks.prefault(""),
      /** Without it, mails are written to the log. */
      SMTP_URL: SmtpUrl.optional(),
      /** Defaults to `shunt` at the host of `APP_URL`. */
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
    clickHouse: { url: env.CLICKHOUSE_URL },
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
    reputation: {
      blockList: env.BLOCK_LIST,
      refreshMs: env.BLOCK_LIST_REFRESH_MINUTES * 60_000,
      safeBrowsing: { key: env.SAFE_BROWSING_KEY, baseUrl: env.SAFE_BROWSING_URL },
    },
    linkChecks: { everyMs: env.LINK_CHECK_HOURS * 3_600_000 },
    outbound: { isAllowed: env.OUTBOUND_ALLOWED_NETWORKS },
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    log: { level: env.LOG_LEVEL },
    tracing: toTracingConfig(env),
  };
}
