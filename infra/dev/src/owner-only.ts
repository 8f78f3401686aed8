import { chmod, lstat, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";

/** File mode mask of a process whose files nobody but its user may read. */
export const ownerOnlyUmask = 0o077;

const ownerOnly = 0o700;
const others = 0o077;

/**
 * Makes a directory that only its owner can enter. Takes the rights of everybody else from what it holds already, as an earlier
 * version left it open.
 */
export async function makeOwnerOnly(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: ownerOnly });
  await tighten(dir);
}

async function tighten(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return;
  // Of others: what a container's user owns. The directory above keeps strangers away from it.
  if (found.uid !== process.getuid?.()) return;
  if (found.mode & others) await chmod(path, found.mode & ownerOnly);
  if (found.isDirectory()) await Promise.all((await readdir(path)).map(name => tightenIfThere(join(path, name))));
}

/** A file may be gone by now: an earlier run may be ending still. */
async function tightenIfThere(path: string): Promise<void> {
  try {
    await tighten(path);
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== "ENOENT") throw err;
  }
}
