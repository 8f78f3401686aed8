import { BaseUrl, DatabaseUrl, LogLevel, loadConfig, Port, PositiveInt, RedisUrl, SecretKey } from "@shunt/runtime";

export type Config = ReturnType<typeof loadManagementConfig>;

/** @throws Error that names every bad variable. */
export function loadManagementConfig(env?: Record<string, string | undefined>) {
  return loadConfig(
    {
      DATABASE_URL: DatabaseUrl,
      REDIS_CACHE_URL: RedisUrl,
      SECRET_KEY: SecretKey,
      /** Of short links. */
      BASE_URL: BaseUrl.prefault("http://localhost:8000"),
      /** Of this service, as clients see it. */
      APP_URL: BaseUrl.prefault("http://localhost:8001"),
      MANAGEMENT_PORT: Port.default(8001),
      MANAGEMENT_OPS_PORT: Port.default(9001),
      ACCESS_TOKEN_EXPIRE_MINUTES: PositiveInt.max(24 * 60).default(30),
      REFRESH_TOKEN_EXPIRE_DAYS: PositiveInt.max(365).default(30),
      SHORT_CODE_LENGTH: PositiveInt.min(4).max(50).default(7),
      LOG_LEVEL: LogLevel,
    },
    env,
  );
}
