import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readOrCreateSecret } from "../secret-file.ts";
import type { Ports } from "./choose-ports.ts";
import type { Servers } from "./servers.ts";

/** Variables that `npm start` chooses for the services, given ones included, and the account of the administrator. */
export interface Chosen {
  variables: Record<string, string>;
  baseUrl: string;
  appUrl: string;
  admin: { email: string; password: string };
}

/** Chooses the variables that do not depend on a store. Creates the secrets in the first start. */
export async function chooseVariables(env: NodeJS.ProcessEnv, ports: Ports, dataDir: string): Promise<Chosen> {
  const baseUrl = env.BASE_URL || `http://localhost:${ports.REDIRECT_PORT}`;
  const appUrl = env.APP_URL || `http://localhost:${ports.MANAGEMENT_PORT}`;
  const admin = {
    email: env.ADMIN_EMAIL || "admin@example.com",
    password: env.ADMIN_PASSWORD || (await readOrCreateSecret(join(dataDir, "admin-password"), generatePassword)),
  };
  const { postgres: _postgres, redis: _redis, clickhouse: _clickhouse, ...servicePorts } = ports;
  const variables = {
    CLICK_SPOOL_DIR: env.CLICK_SPOOL_DIR || join(dataDir, "spool"),
    MEDIA_DIR: env.MEDIA_DIR || join(dataDir, "media"),
    ...Object.fromEntries(Object.entries(servicePorts).map(([name, port]) => [name, String(port)])),
    BASE_URL: baseUrl,
    APP_URL: appUrl,
    SECRET_KEY: env.SECRET_KEY || (await readOrCreateSecret(join(dataDir, "secret-key"), generateSecretKey)),
  };
  return { variables, baseUrl, appUrl, admin };
}

/** Variables that name the stores, once they run. */
export function toStoreVariables(
  env: NodeJS.ProcessEnv,
  { postgres, redis, clickhouse }: Servers,
): Record<string, string> {
  const redisPassword = redis.password ?? env.REDIS_PASSWORD;
  return {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    ...(clickhouse && { CLICKHOUSE_URL: clickhouse.url }),
    ...(redisPassword && { REDIS_PASSWORD: redisPassword }),
    // A Redis started here has a password of its own; a given one may use the file.
    REDIS_PASSWORD_FILE: redis.password ? "" : (env.REDIS_PASSWORD_FILE ?? ""),
  };
}

function generatePassword(): string {
  return randomBytes(12).toString("base64url");
}

function generateSecretKey(): string {
  return randomBytes(32).toString("hex");
}
