import { migrateDatabase } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { loadMigrationConfig } from "./config.ts";

/** Brings the schema up to date and ends. Any number of these may run at once. */
const config = loadMigrationConfig();
const log = createLogger("migrate", config.log.level);
log.info({ applied: await migrateDatabase(config.database.url) }, "schema is up to date");
