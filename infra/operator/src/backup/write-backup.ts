import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type CopyOut, clickForms, findApplied, type Pool, snapshotTransaction, takeNodeSnapshots } from "@shunt/db";
import { findClickPartitionDays } from "@shunt/worker/operator";
import { sizeOf } from "../size-of.ts";
import { findSequences, findTables, fixFormats, type Table } from "./catalog-store.ts";
import { createDigester } from "./digest.ts";
import { type BackedUpTable, type Manifest, toFile, writeManifest } from "./manifest.ts";

/** Of single clicks. */
const clickTables = clickForms.map(({ table }): string => table);

export interface WriteBackupOptions {
  pool: Pool;
  dir: string;
  withClicks: boolean;
  /** Called with a sentence about the progress. */
  onProgress: (text: string) => void;
}

/**
 * Writes a snapshot of the database to files, and returns the manifest. Memory use does not grow with the database.
 *
 * @throws Error when the directory is not empty. After a later failure, the written files are removed.
 */
export async function writeBackup({ pool, dir, withClicks, onProgress }: WriteBackupOptions): Promise<Manifest> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if ((await readdir(dir)).length > 0) throw new Error(`${dir} is not empty`);
  const files: string[] = [];
  try {
    return await snapshotTransaction(pool, async (tx, copyOut) => {
      await fixFormats(tx);
      const created_at = new Date().toISOString();
      await takeNodeSnapshots(tx);
      const migrations = await findApplied(tx);
      if (migrations.length === 0) throw new Error("the database has no schema; check DATABASE_URL");
      const tables: BackedUpTable[] = [];
      for (const { name, columns } of await findTables(tx)) {
        if (clickTables.includes(name) && !withClicks) continue;
        const file = toFile(dir, name);
        files.push(file);
        const onBytes = (bytes: number) => onProgress(`${name}: ${sizeOf(bytes)} …`);
        tables.push(await writeTable(file, { name, columns }, copyOut(name, columns), onBytes));
      }
      const click_days = withClicks ? await findClickPartitionDays(tx) : [];
      const sequences = await findSequences(tx);
      const manifest: Manifest = {
        format: 1,
        created_at,
        migrations,
        has_clicks: withClicks,
        click_days,
        sequences,
        tables,
      };
      await writeManifest(dir, manifest);
      return manifest;
    });
  } catch (err) {
    await Promise.all(files.map(file => rm(file, { force: true })));
    throw err;
  }
}

async function writeTable(
  file: string,
  table: Table,
  { rows, count }: CopyOut,
  onBytes: (bytes: number) => void,
): Promise<BackedUpTable> {
  const { stream, digest } = createDigester(onBytes);
  const output = createWriteStream(file, { mode: 0o600, flags: "wx", flush: true });
  await pipeline(rows, createGzip(), stream, output);
  return { ...table, rows: count(), ...digest() };
}
