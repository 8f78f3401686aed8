import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Copy, copyTransaction, type Db, findApplied, type Pool } from "@shunt/db";
import { ensureClickPartition } from "@shunt/worker/operator";
import { sql } from "kysely";
import {
  addForeignKey,
  countRows,
  dropForeignKey,
  findForeignKeys,
  findSequences,
  findTables,
  findTablesWithTriggers,
  fixFormats,
  setSequence,
  setTriggers,
} from "./catalog-store.ts";
import { digestFile } from "./digest.ts";
import { type BackedUpTable, type Manifest, readManifest, toFile } from "./manifest.ts";

/** What migrations themselves put into tables; the backup has it as well, as it has become. */
const seededRows: Record<string, number> = { workspaces: 1, domains: 1, link_search_sweeps: 1 };

/** Links are told old from new by it. What the database that was lost has drawn since, caches may still know. */
const versionSequence = "link_version_seq";
const versionsAhead = 1_000_000;

export interface ReadBackupOptions {
  pool: Pool;
  dir: string;
  /** Told how far it is, in words. */
  onProgress: (text: string) => void;
}

/**
 * Fills a database that has been migrated and holds nothing yet, in one transaction: all of it, or nothing. Returns the manifest.
 *
 * @throws Error when the backup is damaged or of another schema, or the database is not empty
 */
export async function readBackup({ pool, dir, onProgress }: ReadBackupOptions): Promise<Manifest> {
  const manifest = await readManifest(dir);
  for (const table of manifest.tables) {
    onProgress(`checking ${table.name} …`);
    await verifyFile(dir, table);
  }
  await copyTransaction(pool, async (tx, copy) => {
    await fixFormats(tx);
    await assertSameSchema(tx, manifest);
    await assertEmpty(tx);
    // Rows refer to each other in circles, so that no order of the tables would do.
    const foreignKeys = await findForeignKeys(tx);
    for (const key of foreignKeys) await dropForeignKey(tx, key);
    // What they did when the rows were made is in the backup: numbers would be counted twice.
    const triggered = await findTablesWithTriggers(tx);
    for (const name of triggered) await setTriggers(tx, name, "disabled");
    for (const name of Object.keys(seededRows)) await sql`delete from ${sql.id(name)}`.execute(tx);
    for (const day of manifest.click_days) await ensureClickPartition(tx, day, { warn: () => {} });
    for (const table of manifest.tables) {
      onProgress(`${table.name}: ${table.rows.toLocaleString("en")} rows …`);
      await readTable(copy, dir, table);
    }
    onProgress("looking whether all of it fits together …");
    for (const key of foreignKeys) await addForeignKey(tx, key);
    for (const name of triggered) await setTriggers(tx, name, "enabled");
    await setSequences(tx, manifest.sequences);
  });
  return manifest;
}

async function verifyFile(dir: string, { name, bytes, sha256 }: BackedUpTable): Promise<void> {
  const found = await digestFile(toFile(dir, name));
  if (found.bytes === bytes && found.sha256 === sha256) return;
  throw new Error(`${toFile(dir, name)} is not what was written: its checksum differs`);
}

async function assertSameSchema(tx: Db, { migrations, tables }: Manifest): Promise<void> {
  const applied = await findApplied(tx);
  if (applied.length === 0) throw new Error("the database has no schema yet: run shunt migrate");
  const [wanted, found] = [migrations.at(-1), applied.at(-1)];
  if (String(migrations) !== String(applied))
    throw new Error(
      `the backup is of the schema ${wanted}, the database has ${found}: restore with the version of Shunt that made the backup`,
    );
  const known = new Map((await findTables(tx)).map(({ name, columns }) => [name, String(columns)]));
  for (const { name, columns } of tables)
    if (known.get(name) !== String(columns))
      throw new Error(`the database has no table ${name} like that of the backup`);
}

async function assertEmpty(tx: Db): Promise<void> {
  for (const { name } of await findTables(tx)) {
    if ((await countRows(tx, name)) > (seededRows[name] ?? 0))
      throw new Error(
        `the database is not empty: there are rows in ${name}. Restore into one that has only been migrated`,
      );
  }
}

async function readTable(copy: Copy, dir: string, { name, columns, rows }: BackedUpTable): Promise<void> {
  const file = createReadStream(toFile(dir, name));
  const count = await pipeline(file, createGunzip(), async chunks =>
    copy(name, columns, chunks as AsyncIterable<Buffer>),
  );
  if (count !== rows) throw new Error(`${name} has ${count} rows, and should have ${rows}`);
}

async function setSequences(tx: Db, wanted: Manifest["sequences"]): Promise<void> {
  const found = await findSequences(tx);
  for (const [name, value] of Object.entries(wanted)) {
    const ahead = name === versionSequence ? versionsAhead : 0;
    await setSequence(tx, name, Math.max(value, found[name] ?? 0) + ahead);
  }
}
