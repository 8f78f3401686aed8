import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Copy, copyTransaction, type Db, findApplied, type Pool } from "@shunt/db";
import { ensureClickPartition } from "@shunt/worker/operator";
import { sql } from "kysely";
import { countOf } from "../count-of.ts";
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

/** Rows that the migrations insert. They are replaced by the backup's. */
const seededRows: Record<string, number> = { workspaces: 1, domains: 1, link_search_sweeps: 1, click_forms: 3 };

/**
 * Numbers versions of links, so that caches keep the newest. Caches may still hold versions that the lost database issued after
 * the backup, so the restored sequence continues far above them.
 */
const versionSequence = "link_version_seq";
const versionsAhead = 1_000_000;

export interface ReadBackupOptions {
  pool: Pool;
  dir: string;
  /** Called with a sentence about the progress. */
  onProgress: (text: string) => void;
}

/**
 * Fills a migrated, empty database in one transaction, and returns the manifest.
 *
 * @throws Error when the backup is damaged or has another schema, or when the database is not empty
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
    // Tables reference each other in cycles, so no order of the tables satisfies the keys.
    const foreignKeys = await findForeignKeys(tx);
    for (const key of foreignKeys) await dropForeignKey(tx, key);
    // The backup contains what the triggers wrote. Running them again would count likes and comments twice.
    const triggered = await findTablesWithTriggers(tx);
    for (const name of triggered) await setTriggers(tx, name, "disabled");
    for (const name of Object.keys(seededRows)) await sql`delete from ${sql.id(name)}`.execute(tx);
    for (const day of manifest.click_days) await ensureClickPartition(tx, day, { warn: () => {} });
    for (const table of manifest.tables) {
      onProgress(`${table.name}: ${countOf(table.rows, "row")} …`);
      await readTable(copy, dir, table);
    }
    onProgress("checking foreign keys …");
    for (const key of foreignKeys) await addForeignKey(tx, key);
    for (const name of triggered) await setTriggers(tx, name, "enabled");
    await setSequences(tx, manifest.sequences);
  });
  return manifest;
}

async function verifyFile(dir: string, { name, bytes, sha256 }: BackedUpTable): Promise<void> {
  const found = await digestFile(toFile(dir, name));
  if (found.bytes === bytes && found.sha256 === sha256) return;
  throw new Error(`${toFile(dir, name)} is damaged: its checksum does not match the manifest`);
}

async function assertSameSchema(tx: Db, { migrations, tables }: Manifest): Promise<void> {
  const applied = await findApplied(tx);
  if (applied.length === 0) throw new Error("the database has no schema; run shunt migrate first");
  const [wanted, found] = [migrations.at(-1), applied.at(-1)];
  if (String(migrations) !== String(applied))
    throw new Error(
      `the backup has the schema ${wanted}, the database has ${found}; restore with the version of Shunt that made the backup`,
    );
  const known = new Map((await findTables(tx)).map(({ name, columns }) => [name, String(columns)]));
  for (const { name, columns } of tables)
    if (known.get(name) !== String(columns))
      throw new Error(`the table ${name} has other columns in the database than in the backup`);
}

async function assertEmpty(tx: Db): Promise<void> {
  for (const { name } of await findTables(tx)) {
    if ((await countRows(tx, name)) > (seededRows[name] ?? 0))
      throw new Error(`the database is not empty: ${name} has rows; restore into a new database, after shunt migrate`);
  }
}

async function readTable(copy: Copy, dir: string, { name, columns, rows }: BackedUpTable): Promise<void> {
  const file = createReadStream(toFile(dir, name));
  const count = await pipeline(file, createGunzip(), async chunks =>
    copy(name, columns, chunks as AsyncIterable<Buffer>),
  );
  if (count !== rows) throw new Error(`${name} has ${countOf(count, "row")}, but the manifest says ${rows}`);
}

async function setSequences(tx: Db, wanted: Manifest["sequences"]): Promise<void> {
  const found = await findSequences(tx);
  for (const [name, value] of Object.entries(wanted)) {
    const ahead = name === versionSequence ? versionsAhead : 0;
    await setSequence(tx, name, Math.max(value, found[name] ?? 0) + ahead);
  }
}
