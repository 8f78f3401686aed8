export * from "./absent-values.ts";
export * from "./create-clickhouse.ts";
export * from "./fold-visitors.ts";
export * from "./is-unavailable.ts";
export * from "./migrate-clickhouse.ts";
export * from "./watch-clickhouse.ts";
