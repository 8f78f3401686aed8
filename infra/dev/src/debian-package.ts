import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { findOnPath, runCommand } from "./run-command.ts";

const timeoutMs = 120_000;

export interface Program {
  path: string;
  /** Directory of its libraries, if the system does not have them. */
  libraryPath?: string;
  /** Its origin, for the operator. */
  source: string;
}

/**
 * Downloads Debian packages and unpacks them to `target`, without root and without installing. Returns undefined on systems
 * without apt.
 *
 * @param program name, or path relative to /usr/bin
 * @param packages the program's package, and those it needs beyond a minimal system
 */
export async function unpackDebianPackages(
  target: string,
  program: string,
  packages: readonly string[],
): Promise<Program | undefined> {
  if (!existsSync(target)) {
    if (!(await findOnPath("apt-get")) || !(await findOnPath("dpkg"))) return undefined;
    await unpackTo(target, packages);
  }
  const libraries = join(target, "usr", "lib");
  return {
    path: join(target, "usr", "bin", program),
    ...(existsSync(libraries) && { libraryPath: await findLibraries(libraries) }),
    source: "Debian package, unpacked without installing it",
  };
}

export function toEnvironment({ libraryPath }: Program): NodeJS.ProcessEnv {
  return { ...process.env, ...(libraryPath && { LD_LIBRARY_PATH: libraryPath }) };
}

/** Debian keeps the libraries of an architecture in a directory such as x86_64-linux-gnu. */
async function findLibraries(libraries: string): Promise<string> {
  const multiarch = (await readdir(libraries)).find(name => name.includes("-linux-gnu")) ?? "";
  return join(libraries, multiarch);
}

/** Unpacks next to the target and renames at the end, so that the target is never incomplete. */
async function unpackTo(target: string, packages: readonly string[]): Promise<void> {
  const work = `${target}.${process.pid}`;
  const downloads = join(work, "downloads");
  const root = join(work, "root");
  await mkdir(join(downloads, "partial"), { recursive: true });
  await mkdir(root);
  try {
    await download(downloads, packages);
    for (const file of await readdir(downloads)) {
      if (file.endsWith(".deb")) await runCommand("dpkg", ["-x", join(downloads, file), root]);
    }
    await rename(root, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Uses the system's package lists, else fetches separate ones, which needs no root. */
async function download(downloads: string, packages: readonly string[]): Promise<void> {
  const options = { cwd: downloads, timeoutMs };
  // Requires Debian's signatures, whatever the machine's settings allow.
  const signed = ["-o", "APT::Get::AllowUnauthenticated=false", "-o", "Acquire::AllowInsecureRepositories=false"];
  const unsandboxed = [...signed, "-o", "APT::Sandbox::User=root"];
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
