import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";
import type { EarlyFiles } from "../../src/early/find-early-files.ts";
import { listEarlyFiles } from "./list-early-files.ts";
import { readPages } from "./read-pages.ts";

/**
 * Builds `src/early` to a small script that `index.html` loads first. The names of a build's files contain hashes, so
 * this happens when all others are known.
 */
export function earlyStart(): Plugin {
  let root = "";
  return {
    name: "shunt:early-start",
    apply: "build",
    configResolved: config => {
      root = config.root;
    },
    writeBundle: async ({ dir = "" }, bundle) => {
      const early = listEarlyFiles(await readPages(join(root, "src/app/routes.ts")), bundle);
      const code = await buildScript(join(root, "src/early/early.ts"), early);
      const name = `assets/early-${createHash("sha256").update(code).digest("base64url").slice(0, 8)}.js`;
      await writeFile(join(dir, name), code);
      const page = resolve(dir, "index.html");
      const tag = `<script async fetchpriority="high" src="/${name}"></script>`;
      await writeFile(page, (await readFile(page, "utf8")).replace("<title>", `${tag}\n    <title>`));
    },
  };
}

async function buildScript(entry: string, early: EarlyFiles): Promise<string> {
  const [result] = (await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { __earlyFiles: JSON.stringify(early) },
    build: { write: false, lib: { entry, formats: ["iife"], name: "early" }, target: "es2023" },
  })) as Rolldown.RolldownOutput[];
  const [chunk] = result?.output ?? [];
  if (!chunk) throw new Error("src/early has no output");
  return chunk.code;
}
