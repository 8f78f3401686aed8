import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** Silence of the owner after which another process takes over its directory. */
const ownerTimeoutMs = 10_000;
export const heartbeatMs = 1_000;
const ownerFile = "owner.json";

/**
 * The process that uses a directory. The former version wrote `host` and `pid`: between the two versions, only the heartbeat
 * decides.
 */
interface Owner {
  /** The process ids among which `pid` is unique; absent if unknown. */
  pidSpace?: string | undefined;
  pid: number;
  /** Differs in a later process with the same `pid`. */
  start: string;
}

const self: Owner = { pidSpace: findPidSpace(), pid: process.pid, start: randomUUID() };

export interface OwnDirectory {
  path: string;
  /** Ends the heartbeat, and removes the directory unless segments are left in it. */
  stop(): Promise<void>;
}

/**
 * Creates a directory for this process in the spool. Several processes may share a spool: containers, cluster workers, or the
 * old and new release during an upgrade. The owner touches a file in its directory as a heartbeat.
 */
export async function claimDirectory(spoolDir: string, onError: (err: unknown) => void): Promise<OwnDirectory> {
  const path = join(spoolDir, randomUUID());
  const claim = () => writeOwner(path);
  // After a long freeze another process may have taken the directory over; then it is created again.
  const beat = () => touchOwner(path).catch(claim).catch(onError);
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

/** Shows other processes that the owner of a directory is alive. Rejects if the directory is gone. */
export async function touchOwner(path: string): Promise<void> {
  await utimes(join(path, ownerFile), new Date(), new Date());
}

/** Removes a directory without segments. Returns whether it did. */
export async function removeIfEmpty(path: string): Promise<boolean> {
  if ((await listSegments(path)).length > 0) return false;
  await rm(path, { recursive: true, force: true });
  return true;
}

/**
 * Takes over the directories of dead owners and returns their new paths. A rename lets only one of several processes
 * succeed. If two still ship the same segment, its name makes ingestion idempotent.
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

/** Lists segment files, oldest first (names begin with the time). Empty if the directory is gone. */
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

/** Clicks contain visitors' IP addresses, so no other user of the machine may read them, whatever the umask. */
export const ownerOnlyDirectory = 0o700;
export const ownerOnlyFile = 0o600;

export function isMissing(err: unknown): boolean {
  return (err as NodeJS.ErrnoException).code === "ENOENT";
}

async function writeOwner(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: ownerOnlyDirectory });
  await writeFile(join(path, ownerFile), JSON.stringify(self), { mode: ownerOnlyFile });
}

function isAbandoned(path: string): boolean {
  const file = join(path, ownerFile);
  try {
    if (isDead(JSON.parse(readFileSync(file, "utf8")) as Owner)) return true;
    return Date.now() - statSync(file).mtimeMs > ownerTimeoutMs;
  } catch {
    // Without a readable owner file, its process died while claiming it, unless it is claiming it right now.
    return Date.now() - mtimeOf(path) > ownerTimeoutMs;
  }
}

/** Whether an owner is known to be dead without waiting for its heartbeat. */
function isDead({ pidSpace, pid, start }: Owner): boolean {
  if (pidSpace === undefined || pidSpace !== self.pidSpace) return false;
  return pid === self.pid ? start !== self.start : !isAlive(pid);
}

/**
 * Containers have process ids of their own, and may share a host name. So on Linux this is the namespace of process ids
 * (https://man7.org/linux/man-pages/man7/pid_namespaces.7.html) and the boot in which it has that number.
 */
function findPidSpace(): string | undefined {
  if (process.platform !== "linux") return hostname();
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    // A sandbox may hide them.
    return undefined;
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
