import { resolve } from "node:path";
import { build } from "vite";
import { compressFiles } from "./compress-files.ts";
import { prerenderPages } from "./prerender.ts";

/**
 * Builds the dashboard to a directory. Vite's own command lets only one process build at a time, and ends the others. The best
 * quality of Brotli, the default, takes half of the build.
 */
const [target, quality = "11"] = process.argv.slice(2);
if (target === undefined) throw new Error("usage: build.ts <directory> [<quality of Brotli>]");
const root = resolve(import.meta.dirname, "..");
const directory = resolve(target);
await build({ root, logLevel: "warn", build: { outDir: directory, emptyOutDir: true } });
await prerenderPages(root, directory);
await compressFiles(directory, Number(quality));
// The code of the pages has opened what a browser keeps open.
process.exit();
