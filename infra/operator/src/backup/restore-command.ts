import { flushCaches } from "@shunt/cache";
import type { Pool } from "@shunt/db";
import { defineCommand, fine } from "../command.ts";
import { readSetting } from "../config.ts";
import { withCache, withPool } from "../connect.ts";
import { json } from "../json-option.ts";
import { readBackup } from "./read-backup.ts";

export const restore = defineCommand({
  summary: "fills an empty database from a backup",
  help: `
Checks a backup, fills a database that has been migrated and holds nothing yet, in one transaction, and makes the caches forget
what they know. The database must have the schema that the backup was made of. Give the services the SECRET_KEY that they had,
and start them afterwards. Reads DATABASE_URL, and REDIS_CACHE_URL or REDIS_URL.

  --json   {"created_at", "rows": {table: number}}`,
  operands: ["dir"],
  options: { json },
  async run(terminal, { dir, json: isJson }) {
    // Before an hour's work, not after it.
    readSetting.cacheUrl();
    const { created_at, tables } = await withPool(async pool => {
      const manifest = await readBackup({ pool, dir, onProgress: terminal.progress });
      terminal.progress("gathering statistics …");
      await gatherStatistics(pool);
      return manifest;
    });
    const count = tables.reduce((sum, table) => sum + table.rows, 0).toLocaleString("en");
    if (isJson) {
      const rows = Object.fromEntries(tables.map(table => [table.name, table.rows]));
      terminal.print(JSON.stringify({ created_at, rows }));
    } else terminal.print(`${count} rows of ${tables.length} tables, as of ${created_at}, are restored`);
    await withCache(redis => flushCaches(redis)).catch((cause: Error) => {
      throw new Error(`restored; the caches have not been told: ${cause.message}. Run shunt cache flush`, { cause });
    });
    return fine;
  },
});

/** Without them, the first questions to large tables would be answered slowly. */
async function gatherStatistics(pool: Pool): Promise<void> {
  await pool.query("analyze");
}
