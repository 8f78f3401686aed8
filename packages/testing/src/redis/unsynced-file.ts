import { readdir, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { waitFor } from "../wait-for.ts";

/** Sizes of the files of Redis that it appends to, by path. */
type Sizes = ReadonlyMap<string, number>;

/** With `appendfsync everysec`, Redis may not have synced what it wrote within this time (ms). */
const unsyncedMs = 1_000;
/** Several batches of a few clicks. */
const enoughBytes = 10_000;

/**
 * Waits until Redis has appended something, and returns the sizes from before. They are younger than a second, however slow the
 * machine is.
 *
 * @param dir the `dir` setting of Redis
 */
export async function untilUnsynced(dir: string): Promise<Sizes> {
  for (;;) {
    const before = await readSizes(dir);
    const readAt = performance.now();
    await waitFor(async () => sum(await readSizes(dir)) > sum(before) + enoughBytes, {
      what: "Redis to append to its file",
    });
    if (performance.now() - readAt < unsyncedMs) return before;
  }
}

/** Truncates files to former sizes; those that are gone have been rewritten, which includes a sync. */
export async function truncateTo(sizes: Sizes): Promise<void> {
  for (const [file, size] of sizes) await truncate(file, size).catch(ignoreMissing);
}

async function readSizes(dir: string): Promise<Sizes> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile() && entry.name.endsWith(".incr.aof"));
  const sizes = new Map<string, number>();
  for (const { parentPath, name } of files) {
    const file = join(parentPath, name);
    const found = await stat(file).catch(ignoreMissing);
    if (found) sizes.set(file, found.size);
  }
  return sizes;
}

function sum(sizes: Sizes): number {
  return [...sizes.values()].reduce((total, size) => total + size, 0);
}

function ignoreMissing(err: unknown): undefined {
  if ((err as NodeJS.ErrnoException).code !== "ENOENT") throw err;
}
