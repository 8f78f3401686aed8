import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Leftovers } from "@shunt/dev";

const prefix = "shunt-test-";
/** A younger directory may be one that another run is just making. */
const minAgeMs = 60_000;

/** A directory for servers of a test run, which a later run cleans up with its processes should this one be killed. */
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

/** Ends the servers of runs that were killed, and removes what they left. */
export async function reapScratchDirectories(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const path = join(tmpdir(), name);
    // Another run may just have removed its own.
    const found = await stat(path).catch(() => undefined);
    if (!found || Date.now() - found.mtimeMs < minAgeMs) continue;
    const owner = await new Leftovers(path).reap();
    if (!owner) await rm(path, { recursive: true, force: true });
  }
}
