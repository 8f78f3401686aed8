import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Watches the lock file of a data directory, in which its server reports once it accepts connections. An answer on the port alone
 * may come from another server, if two start at the same time. https://www.postgresql.org/docs/current/storage-file-layout.html
 */
export async function watchLockFile(dataDir: string): Promise<{ isReady: () => Promise<boolean> }> {
  const file = join(dataDir, "postmaster.pid");
  const read = () => readFile(file, "utf8").catch(() => "");
  // A server that was killed leaves its file behind, with its own pid and start time.
  const leftBehind = await read();
  return {
    async isReady() {
      const text = await read();
      return text !== leftBehind && /^ready\s*$/m.test(text);
    },
  };
}
