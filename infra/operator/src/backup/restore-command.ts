import { flushCaches } from "@shunt/cache";
import type { Pool } from "@shunt/db";
import { defineCommand, fine } from "../command.ts";
import { readSetting } from "../config.ts";
import { withCache, withPool } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";
import { readBackup } from "./read-backup.ts";

export const restore = defineCommand({
  summary: "fills an empty database from a backup",
  help: `
Checks a backup, loads it into a migrated, empty database in one transaction, and flushes the caches. The database must have the
same schema as the backup. Stop the services first, and start them afterwards with the SECRET_KEY that they had.
Reads DATABASE_URL, and REDIS_CACHE_URL or REDIS_URL.

  --json   {"created_at", "rows": {table: number}}`,
  operands: ["dir"],
  options: { json },
  async run(terminal, { dir, json: isJson }) {
    // A missing variable should fail now, not after an hour of loading.
    readSetting.cacheUrl();
    const { created_at, tables } = await withPool(async pool => {
      const manifest = await readBackup({ pool, dir, onProgress: terminal.progress });
      terminal.progress("gathering statistics …");
      await gatherStatistics(pool);
      return manifest;
    });
    const count = tables.reduce((sum, table) => sum + table.rows, 0);
    if (isJson) {
      const rows = Object.fromEntries(tables.map(table => [table.name, table.rows]));
      terminal.print(JSON.stringify({ created_at, rows }));
    } else
      terminal.print(`restored ${countOf(count, "row")} of ${countOf(tables.length, "table")}, as of ${created_at}`);
    await withCache(redis => flushCaches(redis)).catch((cause: Error) => {
      throw new Error(
        `the data is restored, but the caches could not be flushed: ${cause.message}; run shunt cache flush`,
        { cause },
      );
    });
    return fine;
  },
});

/** Without statistics, Postgres plans the first queries on large tables badly. */
async function gatherStatistics(pool: Pool): Promise<void> {
  await pool.query("analyze");
}
