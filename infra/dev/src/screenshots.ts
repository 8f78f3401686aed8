import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { vitest } from "./run-steps.ts";

/**
 * `npm run screenshots`: writes pictures of all pages of the dashboard to `.shunt/screenshots`, and those of the README
 * to `docs/images`.
 */
const root = resolve(import.meta.dirname, "../../..");
const directory = join(root, ".shunt", "screenshots");
await mkdir(directory, { recursive: true, mode: 0o700 });
const child = spawn(join(root, "node_modules/.bin/vitest"), [...vitest, "packages/e2e/src/dashboard/all-pages"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, SCREENSHOTS: directory },
});
child.on("exit", code => {
  process.exitCode = code ?? 1;
  console.log(`Pictures are in ${directory}`);
});
