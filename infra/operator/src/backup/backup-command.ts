import { defineCommand, fine } from "../command.ts";
import { withPool } from "../connect.ts";
import { json } from "../json-option.ts";
import { writeBackup } from "./write-backup.ts";

export const backup = defineCommand({
  summary: "writes the database to a directory",
  help: `
Writes the database as it is at one moment, while everything runs, to a directory that is empty or not there yet: a compressed
file for each table, and manifest.json with rows and checksums. Passwords, keys and secrets are in it as they are in the
database, hashed or sealed under SECRET_KEY, which is not in it and is needed with it. What waits in the queue and in spools is
not in it either. Reads DATABASE_URL.

  --without-clicks   leaves out single clicks; their sums stay
  --json             {"created_at", "has_clicks", "rows": {table: number}, "bytes": number}`,
  operands: ["dir"],
  options: { "without-clicks": { type: "boolean", default: false }, json },
  async run(terminal, { dir, json: isJson, "without-clicks": withoutClicks }) {
    const onProgress = terminal.progress;
    const manifest = await withPool(pool => writeBackup({ pool, dir, withClicks: !withoutClicks, onProgress }));
    const { created_at, has_clicks, tables } = manifest;
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
    if (isJson) {
      const rows = Object.fromEntries(tables.map(table => [table.name, table.rows]));
      terminal.print(JSON.stringify({ created_at, has_clicks, rows, bytes }));
      return fine;
    }
    const rows = tables.reduce((sum, table) => sum + table.rows, 0).toLocaleString("en");
    const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
    terminal.print(`${rows} rows of ${tables.length} tables, as of ${created_at}, in ${dir} (${size})`);
    if (!has_clicks) terminal.print("single clicks are not in it");
    return fine;
  },
});
