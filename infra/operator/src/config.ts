import {
  BaseUrl,
  ClickHouseUrl,
  DatabaseUrl,
  loadConfig,
  PositiveInt,
  RedisUrl,
  SecretKeys,
  SmtpUrl,
} from "@shunt/runtime";
import { z } from "zod";

/**
 * Settings, read when a command needs them, so that a command without Redis also works where no Redis is configured.
 * Each throws an Error that names the variable if it is missing or malformed.
 */
export const readSetting = {
  databaseUrl: () => loadConfig({ DATABASE_URL: DatabaseUrl }).DATABASE_URL,
  replicaUrl: () => loadConfig({ DATABASE_READ_URL: DatabaseUrl }).DATABASE_READ_URL,
  clickHouseUrl: () => loadConfig({ CLICKHOUSE_URL: ClickHouseUrl.optional() }).CLICKHOUSE_URL,
  cacheUrl: () => loadConfig({ REDIS_CACHE_URL: RedisUrl }).REDIS_CACHE_URL,
  queueUrl: () => loadConfig({ REDIS_QUEUE_URL: RedisUrl }).REDIS_QUEUE_URL,
  baseUrl: () => loadConfig({ BASE_URL: BaseUrl.prefault("http://localhost:8000") }).BASE_URL,
  appUrl: () => loadConfig({ APP_URL: BaseUrl.prefault("http://localhost:8001") }).APP_URL,
  smtpUrl: () => loadConfig({ SMTP_URL: SmtpUrl.optional() }).SMTP_URL,
  /** Whether any variable names a store, however malformed. */
  namesStore() {
    const text = z.string().optional();
    try {
      return Object.values(loadConfig({ DATABASE_URL: text, REDIS_CACHE_URL: text, REDIS_QUEUE_URL: text })).some(
        Boolean,
      );
    } catch {
      return true;
    }
  },
  /** Set by the images. */
  isInContainer: () => loadConfig({ SHUNT_SERVICE: z.string().optional() }).SHUNT_SERVICE !== undefined,
  secretKeys: () => loadConfig({ SECRET_KEY: SecretKeys }).SECRET_KEY,
  admin() {
    const env = loadConfig({ ADMIN_EMAIL: z.string().optional(), ADMIN_PASSWORD: z.string().optional() });
    return { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD };
  },
  spool() {
    const env = loadConfig({
      CLICK_SPOOL_DIR: z.string(),
      CLICK_SPOOL_MEGABYTES: PositiveInt.default(1_024),
      WEB_CONCURRENCY: PositiveInt.default(1),
    });
    return { dir: env.CLICK_SPOOL_DIR, maxMegabytes: env.CLICK_SPOOL_MEGABYTES * env.WEB_CONCURRENCY };
  },
};
