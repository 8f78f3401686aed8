import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../run-command.ts";

const unprivilegedId = 65534;

export interface Unprivileged {
  /** Command line that wraps the program. */
  prefix: readonly string[];
  binaries: string;
  dataDir: string;
  /** Removes files outside the given directory. */
  discard(): Promise<void>;
}

/**
 * Postgres does not run as root. Root therefore runs it in a user namespace under an unprivileged id or, where namespaces
 * are not allowed, as that user on copies that it can read. Other users run it directly.
 */
export async function toUnprivileged(binaries: string, dir: string): Promise<Unprivileged> {
  const here = { binaries, dataDir: join(dir, "data"), discard: async () => {} };
  if (process.getuid?.() !== 0) return { prefix: [], ...here };
  const namespace = ["unshare", "--user", `--map-user=${unprivilegedId}`, `--map-group=${unprivilegedId}`];
  if (await succeeds([...namespace, "true"])) return { prefix: namespace, ...here };
  return stage(binaries, dir);
}

async function stage(binaries: string, dir: string): Promise<Unprivileged> {
  const prefix = ["setpriv", `--reuid=${unprivilegedId}`, `--regid=${unprivilegedId}`, "--clear-groups"];
  const copy = stagedPath(binaries);
  if (!existsSync(copy)) {
    // Renamed once complete, so that the copy is whole even if this process dies.
    await cp(binaries, `${copy}.${process.pid}`, { recursive: true, verbatimSymlinks: true });
    await makeReadable(`${copy}.${process.pid}`);
    await rename(`${copy}.${process.pid}`, copy);
  }
  const home = stagedPath(dir);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await chown(home, unprivilegedId, unprivilegedId);
  const discard = () => rm(home, { recursive: true, force: true });
  return { prefix, binaries: copy, dataDir: join(home, "data"), discard };
}

/** Makes the copied programs readable for all users, whatever the umask. They contain no secrets. */
async function makeReadable(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
}

function stagedPath(of: string): string {
  return join("/var/tmp", `shunt-${createHash("sha256").update(of).digest("hex").slice(0, 12)}`);
}

async function succeeds([command = "", ...args]: readonly string[]): Promise<boolean> {
  return runCommand(command, args).then(
    () => true,
    () => false,
  );
}
