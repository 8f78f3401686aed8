import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import { deleteUnusedBuilds } from "./delete-unused-builds.ts";
import { runCommand } from "./run-command.ts";

const root = resolve(import.meta.dirname, "../../..");
const dashboard = join(root, "services", "dashboard");
/** Only for a build that hangs: on a busy machine, one takes two minutes. */
const timeoutMs = 300_000;
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

/** Qualities of Brotli: the best one takes half of the build, the fast one a tenth of a second for a fifth more bytes. */
const qualities = { best: 11, fast: 5 } as const;

export interface BuildDashboardOptions {
  /** Compression of the files (default `best`). */
  compression?: keyof typeof qualities;
  /** Called when there is no build of these sources yet. */
  onBuild?: () => void;
  /** Ends the build. */
  signal?: AbortSignal;
}

/**
 * Builds the dashboard below `directory`, unless a build of the same sources is there, and returns the directory of its
 * files. Several processes may do this at the same time.
 *
 * @throws Error with the end of the build's output
 */
export async function buildDashboard(
  directory: string,
  { compression = "best", onBuild, signal }: BuildDashboardOptions = {},
): Promise<string> {
  const target = await toBuildPath(directory, compression);
  if (existsSync(target)) {
    // The time says that it is in use.
    await utimes(target, new Date(), new Date());
    return target;
  }
  onBuild?.();
  await mkdir(directory, { recursive: true });
  const work = `${target}.${process.pid}`;
  try {
    const args = [
      "--conditions=@shunt/source",
      join(dashboard, "build-tools", "build.ts"),
      work,
      String(qualities[compression]),
    ];
    // Vite would take the mode of the process that starts it, as of a test.
    await runCommand(process.execPath, args, {
      cwd: dashboard,
      env: { ...process.env, NODE_ENV: "production" },
      timeoutMs,
      signal,
    });
    await rename(work, target).catch(err => {
      if (!existsSync(target)) throw err;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await deleteUnusedBuilds(directory);
  return target;
}

async function toBuildPath(directory: string, compression: keyof typeof qualities): Promise<string> {
  const name = await toFingerprint();
  return join(directory, compression === "best" ? name : `${name}-${compression}`);
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
