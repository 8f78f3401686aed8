import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ownerOnlyFile } from "./spool-directory.ts";

const block = Buffer.alloc(4_096);

/** Returns whether the disk of a directory takes a file with content. A full one often takes an empty file. */
export async function takesFiles(directory: string): Promise<boolean> {
  const file = join(directory, "probe");
  try {
    await writeFile(file, block, { mode: ownerOnlyFile });
    await rm(file);
    return true;
  } catch {
    return false;
  }
}
