import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Creates the directory if missing and writes a file to it. Returns a sentence if that fails. */
export async function findDirectoryObstacle(variable: string, dir: string): Promise<string | undefined> {
  const file = join(resolve(dir), `.start-check-${randomUUID()}`);
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(file, "");
    await rm(file);
    return undefined;
  } catch (err) {
    return `${variable}: cannot write to ${dir} (${(err as NodeJS.ErrnoException).code}). Make it writable or choose another directory.`;
  }
}
