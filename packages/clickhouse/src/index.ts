export * from "./absent-values.ts";
export { ClickHouseFailure, type ClickHouseFault, isClickHouseUnavailable } from "./clickhouse-failure.ts";
export { toClusterDdl } from "./cluster-ddl.ts";
export * from "./create-clickhouse.ts";
export * from "./fold-visitors.ts";
export { assertClickHouseMigrated, findSchemaGap, migrateClickHouse, type SchemaGap } from "./migrate-clickhouse.ts";
export * from "./watch-clickhouse.ts";
