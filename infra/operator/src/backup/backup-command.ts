import { findDistribution } from "@shunt/db";
import { recordBackup } from "@shunt/management/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb, withPool } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";
import { sizeOf } from "../size-of.ts";
import { writeBackup } from "./write-backup.ts";

export const backup = defineCommand({
  summary: "writes the database to a directory",
  help: `
Writes a snapshot of the database to a new or empty directory, while the services run: a compressed file for each table, and
manifest.json with row counts and checksums. Passwords, keys and secrets are hashed or encrypted, as in the database. Keep
SECRET_KEY elsewhere: the backup does not contain it, and a restore needs it. Clicks in the queue and in spools are not
included. On Citus, the clicks of each node are of one moment, but not of the same one. Records the backup in the audit log, for shunt_backup_age_seconds. Reads DATABASE_URL.

  --without-clicks   leaves out single clicks; their sums are included
  --json             {"created_at", "has_clicks", "rows": {table: number}, "bytes": number}`,
  operands: ["dir"],
  options: { "without-clicks": { type: "boolean", default: false }, json },
  async run(terminal, { dir, json: isJson, "without-clicks": withoutClicks }) {
    const onProgress = terminal.progress;
    const manifest = await withPool(pool => writeBackup({ pool, dir, withClicks: !withoutClicks, onProgress }));
    const { created_at, has_clicks, tables } = manifest;
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
    await withDb(db => recordBackup(db, { hasClicks: has_clicks, bytes })).catch((err: Error) =>
      terminal.note(`the backup is complete, but its time was not recorded: ${err.message}`),
    );
    if (isJson) {
      const rows = Object.fromEntries(tables.map(table => [table.name, table.rows]));
      terminal.print(JSON.stringify({ created_at, has_clicks, rows, bytes }));
      return fine;
    }
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    terminal.print(
      `${countOf(rows, "row")} of ${countOf(tables.length, "table")}, as of ${created_at}, in ${dir} (${sizeOf(bytes)})`,
    );
    if (!has_clicks) terminal.print("single clicks are not included");
    if (await isDistributed())
      terminal.print("each node's clicks are as of a moment of its own, up to a second later than the rest");
    return fine;
  },
});

async function isDistributed(): Promise<boolean> {
  const found = await withDb(findDistribution);
  return found?.tables.some(({ shards }) => shards !== null) ?? false;
}
