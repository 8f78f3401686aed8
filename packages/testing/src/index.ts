export * from "./a-cached-domain.ts";
export * from "./a-cached-link.ts";
export * from "./a-click.ts";
export { faultDurationMs } from "./fault-duration.ts";
export { makeScratchDirectory } from "./scratch-directory.ts";
export { createTestDatabase } from "./test-database.ts";
export { mayHaveOwnDisk, startTestPostgres, type TestPostgres } from "./test-postgres.ts";
export { startTestRedis, type TestRedis } from "./test-redis.ts";
export { waitFor } from "./wait-for.ts";
