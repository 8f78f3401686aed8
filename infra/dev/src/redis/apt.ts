import type { Program } from "../debian-package.ts";
import { findOnPath, runCommand } from "../run-command.ts";

const timeoutMs = 180_000;

/** Installs Debian's Redis system-wide, as the last resort. Returns undefined without root or apt. */
export async function installWithApt(): Promise<Program | undefined> {
  if (process.getuid?.() !== 0 || !(await findOnPath("apt-get"))) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["update", "-qq"], { env, timeoutMs });
  await runCommand("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "redis-server"], { env, timeoutMs });
  const path = await findOnPath("redis-server");
  return path === undefined ? undefined : { path, source: "installed by apt-get" };
}
