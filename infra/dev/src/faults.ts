import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type FaultLedger, type MemoryTrend, toFaultReport, toMemoryReport } from "./fault-report.ts";
import { vitest } from "./run-steps.ts";

const help = `npm run faults [-- options]

Every test of the services together, with faults that last, several times in a row, and services replaced under 500 clicks a second. Ends with a table of the ledgers.

Options
  --rounds    how often (3)
  --seconds   how long a fault lasts that may last for any time (30)
  --soak      instead: 300 clicks a second for so many minutes, and what becomes of the memory
  --help      this text
`;

const root = resolve(import.meta.dirname, "../../..");
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "30" },
    soak: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const ledgerFile = join(root, ".shunt", "fault-ledgers.ndjson");
await mkdir(join(root, ".shunt"), { recursive: true, mode: 0o700 });
await rm(ledgerFile, { force: true });
if (values.soak === undefined) await runRounds(Number(values.rounds));
else await runTests("packages/e2e/src/faults/soak", { SOAK_MINUTES: values.soak });
const lines = (await readFile(ledgerFile, "utf8")).trim().split("\n");
const written = lines.map(line => JSON.parse(line) as FaultLedger | { trends: MemoryTrend[] });
console.log(`\n${toFaultReport(written.filter(line => "fault" in line))}`);
for (const line of written) if ("trends" in line) console.log(`\n${toMemoryReport(line.trends)}`);

async function runRounds(rounds: number): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    console.log(`\nround ${round} of ${rounds}`);
    await runTests("packages/e2e", {
      FAULT_SECONDS: values.seconds,
      PROCESS_SILENCE_SECONDS: "15",
      CLICKS_PER_SECOND: "500",
    });
  }
}

/** Processes are missed as late as in production. Ends the whole command when one fails. */
async function runTests(path: string, env: Record<string, string>): Promise<void> {
  const child = spawn(join(root, "node_modules/.bin/vitest"), [...vitest, path], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, FAULT_LEDGERS: ledgerFile, ...env },
  });
  const code = await new Promise<number | null>((done, reject) => child.once("error", reject).once("exit", done));
  if (code !== 0) process.exit(code ?? 1);
}
