import { access, mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { runCommand } from "@shunt/dev";

const root = resolve(import.meta.dirname, "../../../..");
const installTimeoutMs = 180_000;

/**
 * Extracts the sources of an earlier version and installs their dependencies. Later calls reuse the directory. Returns
 * undefined if this checkout lacks the commit.
 *
 * @param commit full hash
 */
export async function checkOutVersion(commit: string): Promise<string | undefined> {
  const dir = join(root, ".shunt", "versions", commit);
  if (!(await exists(dir)) && !(await extract(commit, dir))) return undefined;
  // Completes what a killed run has begun, and does nothing otherwise.
  await runCommand(process.execPath, ["infra/dev/setup.mjs", "--prod"], { cwd: dir, timeoutMs: installTimeoutMs });
  return dir;
}

/** Returns false if this checkout lacks the commit. */
async function extract(commit: string, dir: string): Promise<boolean> {
  const isKnown = await runCommand("git", ["cat-file", "-e", `${commit}^{commit}`], { cwd: root }).then(
    () => true,
    () => false,
  );
  if (!isKnown) return false;
  // Renamed once complete.
  const unfinished = `${dir}.${process.pid}`;
  try {
    await mkdir(unfinished, { recursive: true });
    const archive = join(unfinished, "sources.tar");
    await runCommand("git", ["archive", "--format=tar", `--output=${archive}`, commit], { cwd: root });
    await runCommand("tar", ["--extract", `--file=${archive}`], { cwd: unfinished });
    await rm(archive);
    await rename(unfinished, dir);
    return true;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
