import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { claimPort, releasePort } from "../claim-port.ts";
import { runCommand } from "../run-command.ts";

/** Has the exact versions and their hashes, which npm verifies. */
const pins = resolve(import.meta.dirname, "../../chdb");
const enginePackage = "@chdb/lib-linux-x64-gnu";
const installTimeoutMs = 600_000;
const pollMs = 250;
/** Claimed during an installation, as a process that ends also ends its claim. The number is arbitrary. */
const lockPort = 19_482;

export interface InstallOptions {
  /** Directory for programs, reused by later runs. */
  toolsDir: string;
  /** Receives a line for the operator before what takes long. */
  onProgress: (line: string) => void;
}

/**
 * Installs chdb, the engine of ClickHouse as a library, unless it is installed, and returns its directory. It is no dependency
 * of the packages, because it takes 550 MB. Returns undefined on platforms other than Linux with glibc on x64.
 *
 * @throws Error if the download fails
 */
export async function installChdb({ toolsDir, onProgress }: InstallOptions): Promise<string | undefined> {
  if (!isSupported()) return undefined;
  const target = join(toolsDir, `chdb-${await readVersion()}`);
  while (!existsSync(target)) {
    if (!(await claimPort(lockPort))) await sleep(pollMs);
    else if (existsSync(target)) releasePort(lockPort);
    else {
      onProgress("Installing the engine of ClickHouse (chdb, 180 MB to download, 550 MB on disk), only this time …");
      await installTo(target).finally(() => releasePort(lockPort));
    }
  }
  return join(target, "node_modules", enginePackage);
}

function isSupported(): boolean {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return process.platform === "linux" && process.arch === "x64" && header.glibcVersionRuntime !== undefined;
}

async function readVersion(): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(join(pins, "package.json"), "utf8"));
  return dependencies[enginePackage];
}

/** Installs next to the target and renames at the end, so that the target is never incomplete. */
async function installTo(target: string): Promise<void> {
  const work = `${target}.${process.pid}`;
  await mkdir(work, { recursive: true });
  try {
    for (const file of ["package.json", "package-lock.json"]) await copyFile(join(pins, file), join(work, file));
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
    await runCommand("npm", ["ci", ...options], { cwd: work, timeoutMs: installTimeoutMs });
    await rename(work, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
