import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { MediaStore } from "./media-store.ts";

/** A directory of this machine, or one that all machines share. */
export function createLocalMediaStore(root: string): MediaStore {
  // By the first digits, as some file systems are slow with a great many files in one directory.
  const pathOf = (id: string) => join(root, id.slice(0, 2), id);
  // Half a file, which a crash or a full disk leaves, has a name of its own.
  const partOf = (id: string) => `${pathOf(id)}.part`;
  return {
    async put(id, bytes) {
      await mkdir(dirname(pathOf(id)), { recursive: true, mode: 0o700 });
      await writeFile(partOf(id), bytes, { mode: 0o600, flush: true });
      await rename(partOf(id), pathOf(id));
      await flushDirectory(dirname(pathOf(id)));
    },
    async get(id) {
      const file = await open(pathOf(id)).catch((err: NodeJS.ErrnoException) => {
        if (err.code !== "ENOENT") throw err;
      });
      return file?.createReadStream();
    },
    async delete(id) {
      await rm(pathOf(id), { force: true });
      await rm(partOf(id), { force: true });
    },
  };
}

/** So that a file's name outlives a power failure as its bytes do. */
async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path);
  await directory.sync().finally(() => directory.close());
}
