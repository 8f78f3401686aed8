import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { findOnPath, runCommand } from "../run-command.ts";
import type { RedisBinary } from "./start-redis.ts";

const packages = ["redis-server", "redis-tools", "libjemalloc2", "liblzf1"];
const rung = "Debian's package, unpacked without installing it";
const timeoutMs = 120_000;

/**
 * Debian's Redis, downloaded and unpacked below `toolsDir`; needs no root and installs nothing. Undefined where there is
 * no apt.
 */
export async function unpackDebianPackage(toolsDir: string): Promise<RedisBinary | undefined> {
  const target = join(toolsDir, "redis");
  if (!existsSync(target)) {
    if (!(await findOnPath("apt-get")) || !(await findOnPath("dpkg"))) return undefined;
    await unpackTo(target);
  }
  const libraries = join(target, "usr", "lib");
  // Debian keeps the libraries of an architecture in a directory such as x86_64-linux-gnu.
  const multiarch = (await readdir(libraries)).find(name => name.includes("-linux-gnu")) ?? "";
  return { path: join(target, "usr", "bin", "redis-server"), libraryPath: join(libraries, multiarch), rung };
}

/** Unpacks beside the target and renames at the end: what is there is whole. */
async function unpackTo(target: string): Promise<void> {
  const work = `${target}.${process.pid}`;
  const downloads = join(work, "downloads");
  const root = join(work, "root");
  await mkdir(join(downloads, "partial"), { recursive: true });
  await mkdir(root);
  try {
    await download(downloads);
    for (const file of await readdir(downloads)) {
      if (file.endsWith(".deb")) await runCommand("dpkg", ["-x", join(downloads, file), root]);
    }
    await rename(root, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** With the lists that the system has, else with lists of its own, which any user may fetch. */
async function download(downloads: string): Promise<void> {
  const options = { cwd: downloads, timeoutMs };
  const unsandboxed = ["-o", "APT::Sandbox::User=root"];
  try {
    await runCommand("apt-get", [...unsandboxed, "download", ...packages], options);
  } catch {
    const lists = join(downloads, "lists");
    await mkdir(join(lists, "partial"), { recursive: true });
    const own = [...unsandboxed, "-o", `Dir::State::lists=${lists}`, "-o", `Dir::Cache=${join(downloads, "cache")}`];
    await runCommand("apt-get", [...own, "update", "-qq"], options);
    await runCommand("apt-get", [...own, "download", ...packages], options);
  }
}
