/** Helpers that need the stores of `global-setup.ts`. A test that imports them, even indirectly, is not a unit test. */

export { dashboardDirectory, testChromium } from "./browser.ts";
export { bundleDirectory } from "./bundle-directory.ts";
export { chaosDurationMs } from "./chaos-duration.ts";
export { findTestCitus, type TestCitus } from "./citus/test-citus.ts";
export { findTestClickHouse, type TestClickHouse } from "./clickhouse/test-clickhouse.ts";
export { clicksPerSecond } from "./clicks-per-second.ts";
export { faultDurationMs } from "./fault-duration.ts";
export { findLedgerFile } from "./ledger-file.ts";
export { countLockWaits } from "./postgres/count-lock-waits.ts";
export { createEmptyTestDatabase, createTestDatabase } from "./postgres/test-database.ts";
export { findPgBouncer, startTestPgBouncer, type TestPgBouncer } from "./postgres/test-pgbouncer.ts";
export { mayHaveOwnDisk, startTestPostgres, type TestPostgres } from "./postgres/test-postgres.ts";
export { startTestPostgresReplica, type TestPostgresReplica } from "./postgres/test-postgres-replica.ts";
export { startTestRedis, type TestRedis } from "./redis/test-redis.ts";
export { startTestRedisCluster, type TestRedisCluster } from "./redis/test-redis-cluster.ts";
export type { TestRedisNode } from "./redis/test-redis-node.ts";
export { startTestRedisWithSentinels, type TestRedisWithSentinels } from "./redis/test-redis-sentinel.ts";
export { hasRedisTls, startTestRedisWithTls, type TestRedisWithTls } from "./redis/test-redis-tls.ts";
export { findScreenshotDirectory } from "./screenshot-directory.ts";
export { silenceSeconds } from "./silence.ts";
export { soakDurationMs } from "./soak-duration.ts";
