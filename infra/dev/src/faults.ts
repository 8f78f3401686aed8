import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type FaultLedger, toFaultReport } from "./fault-report.ts";

const help = `npm run faults [-- options]

Every test of the services together, with faults that last, several times in a row. Ends with a table of the ledgers.

Options
  --rounds    how often (3)
  --seconds   how long a fault lasts that may last for any time (30)
  --help      this text
`;

const root = resolve(import.meta.dirname, "../../..");
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "30" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const ledgerFile = join(root, ".shunt", "fault-ledgers.ndjson");
await mkdir(join(root, ".shunt"), { recursive: true });
await rm(ledgerFile, { force: true });
const args = ["run", "--config", "packages/testing/vitest.config.ts", "--root", ".", "packages/e2e"];
for (let round = 1; round <= Number(values.rounds); round++) {
  console.log(`\nround ${round} of ${values.rounds}`);
  const env = { ...process.env, FAULT_SECONDS: values.seconds, FAULT_LEDGERS: ledgerFile };
  const child = spawn(join(root, "node_modules/.bin/vitest"), args, { cwd: root, stdio: "inherit", env });
  const code = await new Promise<number | null>((done, reject) => child.once("error", reject).once("exit", done));
  if (code !== 0) process.exit(code ?? 1);
}
const lines = (await readFile(ledgerFile, "utf8")).trim().split("\n");
console.log(`\n${toFaultReport(lines.map(line => JSON.parse(line) as FaultLedger))}`);
