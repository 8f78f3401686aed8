import { randomUUID } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** A directory whose owner has not shown itself for so long is taken over. */
const ownerTimeoutMs = 10_000;
const heartbeatMs = 1_000;
const ownerFile = "owner.json";

interface Owner {
  host: string;
  pid: number;
}

export interface OwnDirectory {
  path: string;
  /** Ends the heartbeat, and removes the directory unless segments are left in it. */
  stop(): Promise<void>;
}

/**
 * Every process has a directory of its own below the spool, so that several may share the spool: pods, a cluster of
 * processes, or old and new during an upgrade. The owner keeps touching a file in it.
 */
export async function claimDirectory(spoolDir: string, onError: (err: unknown) => void): Promise<OwnDirectory> {
  const path = join(spoolDir, randomUUID());
  const claim = () => writeOwner(path);
  // After a long freeze the directory may have been taken over: then it is made anew.
  const beat = () => utimes(join(path, ownerFile), new Date(), new Date()).catch(claim).catch(onError);
  await claim();
  const timer = setInterval(() => void beat(), heartbeatMs);
  timer.unref();
  return {
    path,
    async stop() {
      clearInterval(timer);
      await removeIfEmpty(path);
    },
  };
}

/** Whether no segment was left in the directory, and it was removed. */
export async function removeIfEmpty(path: string): Promise<boolean> {
  if ((await listSegments(path)).length > 0) return false;
  await rm(path, { recursive: true, force: true });
  return true;
}

/**
 * Takes over the directories whose owner is gone and returns their new paths. Taking over is a rename, so that of
 * several processes one gets it; should two ship the same segment all the same, its name makes that harmless.
 */
export async function takeOverAbandoned(spoolDir: string, isOwn: (path: string) => boolean): Promise<string[]> {
  const taken: string[] = [];
  for (const entry of await readdir(spoolDir, { withFileTypes: true })) {
    const path = join(spoolDir, entry.name);
    if (!entry.isDirectory() || isOwn(path) || !isAbandoned(path)) continue;
    const target = join(spoolDir, randomUUID());
    try {
      await rename(path, target);
      await writeOwner(target);
      taken.push(target);
    } catch (err) {
      if (!isMissing(err)) throw err;
    }
  }
  return taken;
}

/** The segment files of a directory, oldest first: their names begin with their time. None if it is gone. */
export async function listSegments(path: string): Promise<string[]> {
  try {
    const names = await readdir(path);
    return names.filter(name => name.endsWith(segmentSuffix)).sort();
  } catch (err) {
    if (isMissing(err)) return [];
    throw err;
  }
}

export const segmentSuffix = ".clicks";

/** Clicks have visitors' addresses in them: no other user of the machine may read them, whatever the umask. */
export const ownerOnlyDirectory = 0o700;
export const ownerOnlyFile = 0o600;

export function isMissing(err: unknown): boolean {
  return (err as NodeJS.ErrnoException).code === "ENOENT";
}

async function writeOwner(path: string): Promise<void> {
  const owner: Owner = { host: hostname(), pid: process.pid };
  await mkdir(path, { recursive: true, mode: ownerOnlyDirectory });
  await writeFile(join(path, ownerFile), JSON.stringify(owner), { mode: ownerOnlyFile });
}

function isAbandoned(path: string): boolean {
  const file = join(path, ownerFile);
  try {
    const { host, pid } = JSON.parse(readFileSync(file, "utf8")) as Owner;
    // A restarted container often has the same host name and the same number as before.
    if (host === hostname() && (pid === process.pid || !isAlive(pid))) return true;
    return Date.now() - statSync(file).mtimeMs > ownerTimeoutMs;
  } catch {
    // No readable owner: somebody who died while claiming it, unless that was just now.
    return Date.now() - mtimeOf(path) > ownerTimeoutMs;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === "EPERM";
  }
}

function mtimeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
}
