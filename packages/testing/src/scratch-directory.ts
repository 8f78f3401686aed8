import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Leftovers } from "@shunt/dev";

const prefix = "shunt-test-";
/** Another run may still be setting up a younger directory. */
const minAgeMs = 60_000;

/** Creates a directory for servers of a test run. If this run is killed, a later one removes it and ends its processes. */
export async function makeScratchDirectory() {
  const path = await mkdtemp(join(tmpdir(), prefix));
  const leftovers = new Leftovers(path);
  await leftovers.recordStarter();
  return {
    path,
    record: leftovers.record.bind(leftovers),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Ends the servers of killed runs and removes their directories. */
export async function reapScratchDirectories(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const path = join(tmpdir(), name);
    // Another run may have removed its directory meanwhile.
    const found = await stat(path).catch(() => undefined);
    if (!found || Date.now() - found.mtimeMs < minAgeMs) continue;
    const owner = await new Leftovers(path).reap();
    if (!owner) await rm(path, { recursive: true, force: true });
  }
}
