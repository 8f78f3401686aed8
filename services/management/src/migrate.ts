import { createDb, migrateToLatest } from "@shunt/db";
import { createLogger, DatabaseUrl, LogLevel, loadConfig } from "@shunt/runtime";

/** Brings the schema up to date and ends. Any number of these may run at once. */
const config = loadConfig({ DATABASE_URL: DatabaseUrl, LOG_LEVEL: LogLevel });
const log = createLogger("migrate", config.LOG_LEVEL);
const longestMigrationMs = 60 * 60_000;

const db = createDb({
  url: config.DATABASE_URL,
  max: 1,
  applicationName: "shunt-migrate",
  statementTimeoutMs: longestMigrationMs,
});
try {
  const applied = await migrateToLatest(db);
  log.info({ applied }, "schema is up to date");
} finally {
  await db.destroy();
}
