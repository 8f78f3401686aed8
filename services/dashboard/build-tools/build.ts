import { resolve } from "node:path";
import { build } from "vite";

/** Builds the dashboard to a directory. Vite's own command lets only one process build at a time, and ends the others. */
const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error("usage: build.ts <directory>");
const root = resolve(import.meta.dirname, "..");
await build({ root, logLevel: "warn", build: { outDir: resolve(directory), emptyOutDir: true } });
