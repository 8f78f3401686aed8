import { chmod, lstat, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";

/** File mode mask that makes new files accessible only to their owner. */
export const ownerOnlyUmask = 0o077;

const ownerOnly = 0o700;
const others = 0o077;

/**
 * Creates a directory that only its owner can enter. If others can enter it, as earlier versions left it, removes their rights
 * from everything in it. Otherwise they reach none of its thousands of files, which are not read then.
 */
export async function makeOwnerOnly(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: ownerOnly });
  const { mode } = await lstat(dir);
  if (mode & others) await tighten(dir);
}

async function tighten(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return;
  // Another owner, such as a container's user: the directory above protects the file.
  if (found.uid !== process.getuid?.()) return;
  if (found.mode & others) await chmod(path, found.mode & ownerOnly);
  if (found.isDirectory()) await Promise.all((await readdir(path)).map(name => tightenIfExists(join(path, name))));
}

/** Tolerates deleted files: an earlier run may still be stopping. */
async function tightenIfExists(path: string): Promise<void> {
  try {
    await tighten(path);
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== "ENOENT") throw err;
  }
}
