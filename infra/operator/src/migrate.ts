import { migrateClickHouse } from "@shunt/clickhouse";
import { migrateDatabase } from "@shunt/db";
import { defineCommand, fine } from "./command.ts";
import { readSetting } from "./config.ts";
import { json } from "./json-option.ts";

export const migrate = defineCommand({
  summary: "updates the database schema",
  help: `
Runs pending migrations in one transaction. You can run it while services of the previous version run, and several at the same
time. On Citus, tables of clicks that a version adds are distributed like the others. If CLICKHOUSE_URL is set, also updates the
schema there, and creates the database if it is missing. Reads DATABASE_URL and CLICKHOUSE_URL.

  --json   {"applied": [names]}`,
  options: { json },
  async run(terminal, options) {
    const url = readSetting.databaseUrl();
    terminal.progress("migrating …");
    const clickHouseUrl = readSetting.clickHouseUrl();
    const applied = [
      ...(await migrateDatabase(url)),
      ...(clickHouseUrl === undefined ? [] : (await migrateClickHouse(clickHouseUrl)).map(toClickHouseName)),
    ];
    if (options.json) terminal.print(JSON.stringify({ applied }));
    else if (applied.length === 0) terminal.print("the schema is up to date");
    else for (const name of applied) terminal.print(`${name} applied`);
    return fine;
  },
});

function toClickHouseName(name: string): string {
  return `clickhouse/${name}`;
}
