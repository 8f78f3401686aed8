import { createHash } from "node:crypto";
import { chown, cp, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../run-command.ts";

const nobody = 65534;

/** How to run a program of Postgres, and where its files are then. */
export interface Unprivileged {
  /** Comes before the command. */
  prefix: readonly string[];
  binaries: string;
  dataDir: string;
}

/**
 * Postgres refuses to run as root. As anybody else it just runs; as root it runs in a user namespace in which root is
 * called nobody; where namespaces are refused it runs as nobody, on copies that nobody may reach.
 */
export async function toUnprivileged(binaries: string, dir: string): Promise<Unprivileged> {
  if (process.getuid?.() !== 0) return { prefix: [], binaries, dataDir: join(dir, "data") };
  const namespace = ["unshare", "--user", `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (await succeeds([...namespace, "true"])) return { prefix: namespace, binaries, dataDir: join(dir, "data") };
  return stage(binaries, dir);
}

async function stage(binaries: string, dir: string): Promise<Unprivileged> {
  const prefix = ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"];
  const staged = join("/var/tmp", `shunt-${createHash("sha256").update(dir).digest("hex").slice(0, 12)}`);
  const home = join(staged, "home");
  if (!(await stat(join(staged, "native")).catch(() => undefined))) {
    await cp(binaries, join(staged, "native"), { recursive: true, verbatimSymlinks: true });
  }
  await mkdir(home, { recursive: true });
  await chown(home, nobody, nobody);
  return { prefix, binaries: join(staged, "native"), dataDir: join(home, "data") };
}

async function succeeds([command = "", ...args]: readonly string[]): Promise<boolean> {
  return runCommand(command, args).then(
    () => true,
    () => false,
  );
}
