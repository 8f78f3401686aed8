import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const fileName = "manifest.json";

const BackedUpTable = z.object({
  name: z.string().regex(/^([a-z_]+\.)?[a-z_]+$/),
  columns: z.array(z.string()),
  rows: z.int().nonnegative(),
  /** Of the file, compressed as it is. */
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});
export type BackedUpTable = z.infer<typeof BackedUpTable>;

/** What a backup holds. It is written last: a directory without it is not a backup. */
const Manifest = z.object({
  format: z.literal(1),
  created_at: z.string(),
  /** The schema that it was made of. */
  migrations: z.array(z.string()),
  has_clicks: z.boolean(),
  /** UTC days that had a partition of single clicks. */
  click_days: z.array(z.iso.date()),
  /** What each sequence has come to. */
  sequences: z.record(z.string(), z.int()),
  tables: z.array(BackedUpTable),
});
export type Manifest = z.infer<typeof Manifest>;

/** The file of a table: rows in COPY's text format, compressed by gzip. */
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
    throw new Error(`${dir} is no backup, or one that was not finished: it has no ${fileName}`, { cause });
  });
  const parsed = Manifest.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`${join(dir, fileName)} is not one that this version can read`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
