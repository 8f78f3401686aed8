import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const fileName = "manifest.json";

const BackedUpTable = z.object({
  name: z.string().regex(/^([a-z_]+\.)?[a-z_]+$/),
  columns: z.array(z.string()),
  rows: z.int().nonnegative(),
  /** Size of the compressed file. */
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});
export type BackedUpTable = z.infer<typeof BackedUpTable>;

/** Describes a backup. It is written last, so a directory without it is not a complete backup. */
const Manifest = z.object({
  format: z.literal(1),
  created_at: z.string(),
  /** Names of the migrations that the database had. */
  migrations: z.array(z.string()),
  has_clicks: z.boolean(),
  /** UTC days that had a partition of single clicks. */
  click_days: z.array(z.iso.date()),
  /** The last value of each sequence. */
  sequences: z.record(z.string(), z.int()),
  tables: z.array(BackedUpTable),
});
export type Manifest = z.infer<typeof Manifest>;

/** Returns the path of a table's file: rows in COPY's text format, compressed with gzip. */
export function toFile(dir: string, table: string): string {
  return join(dir, `${table}.copy.gz`);
}

export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(join(dir, fileName), text, { mode: 0o600, flag: "wx", flush: true });
}

/** @throws Error when the directory is not a backup, or one that this version cannot read */
export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, fileName), "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw cause;
    throw new Error(`${dir} is not a complete backup: it has no ${fileName}`, { cause });
  });
  const parsed = Manifest.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Error(`${join(dir, fileName)} is damaged, or of a format that this version cannot read`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
