export * from "./absent-values.ts";
export { ClickHouseFailure, type ClickHouseFault, isClickHouseUnavailable } from "./clickhouse-failure.ts";
export * from "./create-clickhouse.ts";
export * from "./fold-visitors.ts";
export * from "./migrate-clickhouse.ts";
export * from "./watch-clickhouse.ts";
