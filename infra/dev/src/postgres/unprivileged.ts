import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../run-command.ts";

const nobody = 65534;

/** How to run a program of Postgres, and where its files are then. */
export interface Unprivileged {
  /** Comes before the command. */
  prefix: readonly string[];
  binaries: string;
  dataDir: string;
  /** Removes what lies outside of the given directory. */
  discard(): Promise<void>;
}

/**
 * Postgres refuses to run as root. As anybody else it just runs; as root it runs in a user namespace in which root is
 * called nobody; where namespaces are refused it runs as nobody, on copies that nobody may reach.
 */
export async function toUnprivileged(binaries: string, dir: string): Promise<Unprivileged> {
  const here = { binaries, dataDir: join(dir, "data"), discard: async () => {} };
  if (process.getuid?.() !== 0) return { prefix: [], ...here };
  const namespace = ["unshare", "--user", `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (await succeeds([...namespace, "true"])) return { prefix: namespace, ...here };
  return stage(binaries, dir);
}

async function stage(binaries: string, dir: string): Promise<Unprivileged> {
  const prefix = ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"];
  const copy = stagedPath(binaries);
  if (!existsSync(copy)) {
    // Whole or not at all, whenever this process dies.
    await cp(binaries, `${copy}.${process.pid}`, { recursive: true, verbatimSymlinks: true });
    await makeReadable(`${copy}.${process.pid}`);
    await rename(`${copy}.${process.pid}`, copy);
  }
  const home = stagedPath(dir);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await chown(home, nobody, nobody);
  const discard = () => rm(home, { recursive: true, force: true });
  return { prefix, binaries: copy, dataDir: join(home, "data"), discard };
}

/** For nobody, whatever the umask made of the copies: programs and their files, with nothing secret in them. */
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
