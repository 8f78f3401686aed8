import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

/** `npm run faults`: every test of the services together, with faults that last, several times in a row. */
const root = resolve(import.meta.dirname, "../../..");
const { values } = parseArgs({
  options: { rounds: { type: "string", default: "3" }, seconds: { type: "string", default: "30" } },
});
const args = ["run", "--config", "packages/testing/vitest.config.ts", "--root", ".", "packages/e2e"];
for (let round = 1; round <= Number(values.rounds); round++) {
  console.log(`\nround ${round} of ${values.rounds}`);
  const env = { ...process.env, FAULT_SECONDS: values.seconds };
  const child = spawn(join(root, "node_modules/.bin/vitest"), args, { cwd: root, stdio: "inherit", env });
  const code = await new Promise<number | null>((done, reject) => child.once("error", reject).once("exit", done));
  if (code !== 0) process.exit(code ?? 1);
}
