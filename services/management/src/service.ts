import { createServer } from "node:http";
import { createLinkCache, createRedis, settled } from "@shunt/cache";
import { assertMigrated, createDb } from "@shunt/db";
import { createMetrics, type Lifecycle, type Logger, listen, startOps } from "@shunt/runtime";
import { createApp } from "./app.ts";
import { createTokens } from "./auth/tokens.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";

const postgresConnections = 20;
const redisTimeoutMs = 500;

/** Opens everything in order and answers. Returns the ports, for when they were chosen freely. */
export async function startManagement(config: Config, log: Logger, lifecycle: Lifecycle) {
  const db = createDb({
    url: config.DATABASE_URL,
    max: postgresConnections,
    applicationName: "shunt-management",
    onConnectionError: err => log.warn({ err }, "postgres connection lost"),
  });
  lifecycle.onStop("postgres", () => db.destroy());
  const redis = createRedis({
    url: config.REDIS_CACHE_URL,
    name: "shunt-management",
    commandTimeoutMs: redisTimeoutMs,
    onError: err => log.warn({ err }, "redis"),
  });
  lifecycle.onStop("redis", () => redis.disconnect());
  await settled(redis);

  const context: Context = { db, redis, linkCache: createLinkCache(redis), tokens: createTokens(config), config, log };
  const server = await listen(createServer(createApp(context)), config.MANAGEMENT_PORT);
  lifecycle.onStop("http", server.stop);
  const metrics = createMetrics("management");
  // Without Redis the API goes on, so it does not decide whether this pod is ready.
  const checks = { database: () => assertMigrated(db) };
  const ops = await startOps({ port: config.MANAGEMENT_OPS_PORT, metrics, checks, log });
  lifecycle.onStop("ops", ops.stop);
  log.info({ port: server.port, opsPort: ops.port }, "listening");
  return { port: server.port, opsPort: ops.port };
}
