import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { findOnPath, runCommand } from "./run-command.ts";

const timeoutMs = 120_000;

export interface Program {
  path: string;
  /** Directories of its libraries, separated by colons, if the system does not have them. */
  libraryPath?: string;
  /** Directory of its fonts and other data, if it is not installed. */
  dataPath?: string;
  /** Its origin, for the operator. */
  source: string;
}

/**
 * Downloads Debian packages and unpacks them to `target`, without root and without installing. Returns undefined on systems
 * without apt.
 *
 * @param program name, or path relative to /usr/bin
 * @param packages the program's package; with those it needs beyond a minimal system, or with `withDependencies`, which
 * adds what apt would install
 */
export async function unpackDebianPackages(
  target: string,
  program: string,
  packages: readonly string[],
  { withDependencies = false } = {},
): Promise<Program | undefined> {
  if (!existsSync(target)) {
    if (!(await findOnPath("apt-get")) || !(await findOnPath("dpkg"))) return undefined;
    await unpackTo(target, packages, withDependencies);
  }
  const libraries = join(target, "usr", "lib");
  return {
    path: join(target, "usr", "bin", program),
    ...(existsSync(libraries) && { libraryPath: await findLibraries(libraries) }),
    dataPath: join(target, "usr", "share"),
    source: "Debian package, unpacked without installing it",
  };
}

export function toEnvironment({ libraryPath, dataPath }: Program): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...(libraryPath && { LD_LIBRARY_PATH: libraryPath }),
    ...(dataPath && { XDG_DATA_HOME: dataPath }),
  };
}

/** Debian keeps the libraries of an architecture in a directory such as x86_64-linux-gnu, and private ones in others below it. */
async function findLibraries(libraries: string): Promise<string> {
  const multiarch = (await readdir(libraries)).find(name => name.includes("-linux-gnu")) ?? "";
  const directory = join(libraries, multiarch);
  const entries = await readdir(directory, { withFileTypes: true });
  const others = entries.filter(entry => entry.isDirectory()).map(({ name }) => join(directory, name));
  return [directory, ...others].join(":");
}

/** Unpacks next to the target and renames at the end, so that the target is never incomplete. */
async function unpackTo(target: string, packages: readonly string[], withDependencies: boolean): Promise<void> {
  const work = `${target}.${process.pid}`;
  const downloads = join(work, "downloads");
  const root = join(work, "root");
  await mkdir(join(downloads, "partial"), { recursive: true });
  await mkdir(root);
  try {
    await download(downloads, packages, withDependencies);
    for (const file of await readdir(downloads)) {
      if (file.endsWith(".deb")) await runCommand("dpkg", ["-x", join(downloads, file), root]);
    }
    await rename(root, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Uses the system's package lists, else fetches separate ones, which needs no root. */
async function download(downloads: string, packages: readonly string[], withDependencies: boolean): Promise<void> {
  // Requires Debian's signatures, whatever the machine's settings allow.
  const signed = ["-o", "APT::Get::AllowUnauthenticated=false", "-o", "Acquire::AllowInsecureRepositories=false"];
  const unsandboxed = [...signed, "-o", "APT::Sandbox::User=root"];
  const options = { cwd: downloads, timeoutMs };
  const downloadWith = async (settings: readonly string[]) => {
    const wanted = withDependencies ? await listMissing(settings, packages) : packages;
    await runCommand("apt-get", [...settings, "download", ...wanted], options);
  };
  try {
    await downloadWith(unsandboxed);
  } catch {
    const lists = join(downloads, "lists");
    await mkdir(join(lists, "partial"), { recursive: true });
    const own = [...unsandboxed, "-o", `Dir::State::lists=${lists}`, "-o", `Dir::Cache=${join(downloads, "cache")}`];
    await runCommand("apt-get", [...own, "update", "-qq"], options);
    await downloadWith(own);
  }
}

/** Returns the packages that apt would install, from a simulation, which needs no root. */
async function listMissing(settings: readonly string[], packages: readonly string[]): Promise<string[]> {
  const args = [...settings, "install", "--simulate", "--no-install-recommends", ...packages];
  const steps = await runCommand("apt-get", args, { timeoutMs });
  return [...steps.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? "");
}
