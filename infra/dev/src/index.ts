export { hasDocker } from "./docker.ts";
export { Leftovers } from "./leftovers.ts";
export { freePort } from "./ports.ts";
export { providePostgres } from "./postgres/provide-postgres.ts";
export { findRedisBinary, provideRedis } from "./redis/provide-redis.ts";
export { type RedisBinary, startRedis } from "./redis/start-redis.ts";
export type { Server } from "./server-process.ts";
