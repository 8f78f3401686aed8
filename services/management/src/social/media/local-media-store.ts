import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { MediaStore } from "./media-store.ts";

/** The directory can be shared by several machines. */
export function createLocalMediaStore(root: string): MediaStore {
  // Some file systems are slow with many files in one directory.
  const pathOf = (id: string) => join(root, id.slice(0, 2), id);
  // A crash or a full disk leaves only this partial file.
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

/** Makes the new file name survive a power failure, like its bytes. */
async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path);
  await directory.sync().finally(() => directory.close());
}
