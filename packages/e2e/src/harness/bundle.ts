import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { waitFor } from "@shunt/testing";
import { bundleDirectory } from "@shunt/testing/stores";
import { type Plugin, rolldown } from "rolldown";

const root = resolve(import.meta.dirname, "../../../..");

/** Environment that makes Node compile each bundle once per test run. */
export const bundleEnv = { NODE_COMPILE_CACHE: join(bundleDirectory(), "compile-cache") };

/**
 * Bundles a program of this checkout into one file, which takes a third of the CPU time of its hundreds of modules to start.
 * The first test process builds it; the others wait.
 *
 * @param entry source file, as a path from the root
 * @returns the file to run
 */
export async function bundle(entry: string): Promise<string> {
  const name = basename(resolve(root, entry, "../.."));
  const directory = join(bundleDirectory(), name);
  const file = join(directory, `${basename(entry, ".ts")}.js`);
  if (existsSync(file)) return file;
  if (await isFirst(`${directory}.lock`)) await build(entry, directory);
  else await waitFor(() => existsSync(file), { pollMs: 50, what: `the bundle of ${name}` });
  return file;
}

async function isFirst(lock: string): Promise<boolean> {
  await mkdir(dirname(lock), { recursive: true });
  return mkdir(lock).then(
    () => true,
    (err: NodeJS.ErrnoException) => {
      if (err.code === "EEXIST") return false;
      throw err;
    },
  );
}

async function build(entry: string, directory: string): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  const bundled = await rolldown({
    input: join(root, entry),
    platform: "node",
    resolve: { conditionNames: ["@shunt/source", "node"] },
    plugins: [unbundled, originalPaths],
  });
  await bundled.write({ dir: unfinished, format: "esm" });
  await bundled.close();
  await rename(unfinished, directory);
}

/** Leaves out packages with native code, or with files that they read from their own directory. */
const unbundled: Plugin = {
  name: "unbundled-packages",
  resolveId(id, importer) {
    if (importer === undefined || !/^(?:sharp|@node-rs\/argon2|@bull-board\/\w+)$/.test(id)) return undefined;
    return { id: pathToFileURL(createRequire(importer).resolve(id)).href, external: true };
  },
};

/** Keeps the paths of sources, so that modules find the files next to them. */
const originalPaths: Plugin = {
  name: "original-paths",
  transform(code, id) {
    if (!code.includes("import.meta.")) return undefined;
    return code
      .replaceAll("import.meta.dirname", JSON.stringify(dirname(id)))
      .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href));
  },
};
