import { migrateClickHouse } from "@shunt/clickhouse";
import { migrateDatabase } from "@shunt/db";
import { createLogger, loadOrExit } from "@shunt/runtime";
import { loadMigrationConfig } from "./config.ts";

/** Applies pending migrations and exits. Safe to run several times at once. */
const config = loadOrExit(loadMigrationConfig);
const log = createLogger("migrate", config.log.level);
log.info({ applied: await migrateDatabase(config.database.url) }, "schema is up to date");
if (config.clickHouse.url !== undefined)
  log.info({ applied: await migrateClickHouse(config.clickHouse.url) }, "schema of ClickHouse is up to date");
