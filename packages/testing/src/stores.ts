/** What needs the stores of `global-setup.ts`: a test that imports this, also by way of a helper, is no unit test. */
export { faultDurationMs } from "./fault-duration.ts";
export { findLedgerFile } from "./ledger-file.ts";
export { silenceSeconds } from "./silence.ts";
export { soakDurationMs } from "./soak-duration.ts";
export { createEmptyTestDatabase, createTestDatabase } from "./test-database.ts";
export { findPgBouncer, startTestPgBouncer, type TestPgBouncer } from "./test-pgbouncer.ts";
export { mayHaveOwnDisk, startTestPostgres, type TestPostgres } from "./test-postgres.ts";
export { startTestPostgresReplica, type TestPostgresReplica } from "./test-postgres-replica.ts";
export { startTestRedis, type TestRedis } from "./test-redis.ts";
export { startTestRedisCluster, type TestRedisCluster } from "./test-redis-cluster.ts";
export type { TestRedisNode } from "./test-redis-node.ts";
export { startTestRedisWithSentinels, type TestRedisWithSentinels } from "./test-redis-sentinel.ts";
export { hasRedisTls, startTestRedisWithTls, type TestRedisWithTls } from "./test-redis-tls.ts";
