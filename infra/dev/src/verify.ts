import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** `npm test`: every check, then every test. With arguments, only the tests, and those go to vitest. */
const root = resolve(import.meta.dirname, "../../..");
const bin = join(root, "node_modules", ".bin");
const toVitest = process.argv.slice(2);

const vitest = ["run", "--config", "packages/testing/vitest.config.ts", "--root", "."];
const report = ["--reporter=default", "--reporter=json", "--outputFile.json=.shunt/test-results.json"];
const checks = ["typecheck", "lint", "boundaries", "licences", "advisories"];
const steps: [name: string, command: string, args: string[]][] = [
  ["checks", "turbo", ["run", "--continue", ...checks.map(check => `//#${check}`)]],
  ["tests", "vitest", [...vitest, ...report, ...toVitest]],
];

mkdirSync(join(root, ".shunt"), { recursive: true, mode: 0o700 });
const summary: string[] = [];
for (const [name, command, args] of toVitest.length > 0 ? steps.slice(1) : steps) {
  const startedAt = Date.now();
  const passed = await run(join(bin, command), args);
  if (!passed) process.exitCode = 1;
  summary.push(`${passed ? "passed" : "FAILED"}  ${name}  ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`);
}
console.log(`\n${summary.join("\n")}`);

function run(command: string, args: readonly string[]): Promise<boolean> {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1" };
  const child = spawn(command, args, { cwd: root, stdio: "inherit", env });
  return new Promise((done, reject) => {
    child.once("error", reject);
    child.once("exit", code => done(code === 0));
  });
}
