import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { runCommand } from "./run-command.ts";

const root = resolve(import.meta.dirname, "../../..");
const dashboard = join(root, "services", "dashboard");
const timeoutMs = 120_000;
/** Files and folders that the build reads, relative to the repository. */
const sources = [
  "pnpm-lock.yaml",
  "packages/contracts/src",
  "packages/pages/src",
  "packages/qr/src",
  ...["build-tools", "index.html", "package.json", "public", "src", "vite.config.ts"].map(name =>
    join("services/dashboard", name),
  ),
];

/**
 * Builds the dashboard below `directory`, unless a build of the same sources is there, and returns the directory of its
 * files. Several processes may do this at the same time.
 *
 * @throws Error with the end of the build's output
 */
export async function buildDashboard(directory: string): Promise<string> {
  const name = await toFingerprint();
  const target = join(directory, name);
  if (existsSync(target)) return target;
  await mkdir(directory, { recursive: true });
  const work = `${target}.${process.pid}`;
  try {
    const vite = join(dashboard, "node_modules", "vite", "bin", "vite.js");
    const args = ["--conditions=@shunt/source", vite, "build", "--outDir", work, "--logLevel", "warn"];
    // Vite would take the mode of the process that starts it, as of a test.
    await runCommand(process.execPath, args, {
      cwd: dashboard,
      env: { ...process.env, NODE_ENV: "production" },
      timeoutMs,
    });
    await rename(work, target).catch(err => {
      if (!existsSync(target)) throw err;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await deleteOthers(directory, name);
  return target;
}

/** Keeps the builds of other running processes, which have their process id in the name. */
async function deleteOthers(directory: string, name: string): Promise<void> {
  const others = (await readdir(directory)).filter(each => each !== name && !each.includes("."));
  await Promise.all(others.map(each => rm(join(directory, each), { recursive: true, force: true })));
}

/** Hash of all sources, so that a build is never older than its code. */
async function toFingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of (await Promise.all(sources.map(listFiles))).flat()) {
    hash.update(`${file}\0`).update(await readFile(join(root, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return [path];
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  return files.map(file => file.slice(root.length + 1)).sort();
}
