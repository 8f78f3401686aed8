export { type CacheChange, readOutbox } from "./cache-outbox.ts";
export type { ChangesDeps } from "./deps.ts";
export { nextVersion, nextVersionSql } from "./next-version.ts";
export { OutboxSettler } from "./outbox-settler.ts";
export { type ChangeDeps, type ChangeOptions, ChangeTransaction, runChanges } from "./run-changes.ts";
