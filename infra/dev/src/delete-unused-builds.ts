import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const keptMs = 7 * 86_400_000;

/** Deletes builds unused for a week. Other processes may serve a younger one, of another branch for instance. */
export async function deleteUnusedBuilds(directory: string): Promise<void> {
  const builds = (await readdir(directory)).map(each => join(directory, each));
  for (const build of builds) {
    const usedAt = await readTime(build);
    if (usedAt !== undefined && Date.now() - usedAt > keptMs) await rm(build, { recursive: true, force: true });
  }
}

/** When a build was last used (ms since 1970), undefined if another process has moved or deleted it. */
async function readTime(build: string): Promise<number | undefined> {
  try {
    return (await stat(build)).mtimeMs;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== "ENOENT") throw err;
    return undefined;
  }
}
