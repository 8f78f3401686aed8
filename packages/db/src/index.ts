export * from "./contains-pattern.ts";
export * from "./copy-transaction.ts";
export * from "./create-db.ts";
export * from "./is-unavailable.ts";
export * from "./migrate.ts";
export * from "./migrate-database.ts";
export type * from "./tables.ts";
export * from "./webhook-events.ts";
export * from "./well-known.ts";
