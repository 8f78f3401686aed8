import { migrateDatabase } from "@shunt/db";
import { createLogger, DatabaseUrl, LogLevel, loadConfig } from "@shunt/runtime";

/** Brings the schema up to date and ends. Any number of these may run at once. */
const config = loadConfig({ DATABASE_URL: DatabaseUrl, LOG_LEVEL: LogLevel });
const log = createLogger("migrate", config.LOG_LEVEL);
log.info({ applied: await migrateDatabase(config.DATABASE_URL) }, "schema is up to date");
