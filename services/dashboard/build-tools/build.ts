import { resolve } from "node:path";
import { build } from "vite";
import { brotli } from "./brotli.ts";

/**
 * Builds the dashboard to a directory. Vite's own command lets only one process build at a time, and ends the others. The best
 * quality of Brotli, the default, takes half of the build.
 */
const [directory, quality = "11"] = process.argv.slice(2);
if (directory === undefined) throw new Error("usage: build.ts <directory> [<quality of Brotli>]");
const root = resolve(import.meta.dirname, "..");
await build({
  root,
  logLevel: "warn",
  plugins: [brotli(Number(quality))],
  build: { outDir: resolve(directory), emptyOutDir: true },
});
