import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  type ChaosRecord,
  type FaultLedger,
  type MemoryTrend,
  toChaosReport,
  toFaultReport,
  toMemoryReport,
} from "./fault-report.ts";
import { vitest } from "./run-steps.ts";

const help = `npm run faults [-- options]

Runs all end-to-end tests several times with longer faults, and replaces services under 500 clicks per second. Prints a table
of visits, clicks and losses for each fault.

Options
  --rounds    number of runs (3)
  --seconds   duration of each fault that can last for any time (30)
  --soak      minutes of 300 clicks per second, instead of the above; also prints memory growth
  --chaos     minutes of 500 clicks per second, instead of the above, while a random process is killed every 10 s and
              the stores freeze or die for 30 s in turn; also prints how long clicks took to be counted. Runs first with
              clicks in Postgres, then for as long with clicks in ClickHouse
  --help      show this text
`;

const root = resolve(import.meta.dirname, "../../..");
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "30" },
    soak: { type: "string" },
    chaos: { type: "string" },
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
if (values.chaos !== undefined) await runChaos(values.chaos);
else if (values.soak !== undefined) await runTests("packages/e2e/src/faults/soak", { SOAK_MINUTES: values.soak });
else await runRounds(Number(values.rounds));
const lines = (await readFile(ledgerFile, "utf8")).trim().split("\n");
const written = lines.map(line => JSON.parse(line) as FaultLedger | { trends: MemoryTrend[] } | { chaos: ChaosRecord });
console.log(`\n${toFaultReport(written.filter(line => "fault" in line))}`);
for (const line of written) if ("trends" in line) console.log(`\n${toMemoryReport(line.trends)}`);
for (const line of written) if ("chaos" in line) console.log(`\n${toChaosReport(line.chaos)}`);

async function runChaos(minutes: string): Promise<void> {
  await runTests("packages/e2e/src/faults/chaos", {
    CHAOS_MINUTES: minutes,
    // As in production.
    PROCESS_SILENCE_SECONDS: "15",
    CLICKS_PER_SECOND: "500",
  });
}

async function runRounds(rounds: number): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    console.log(`\nround ${round} of ${rounds}`);
    await runTests("packages/e2e", {
      FAULT_SECONDS: values.seconds,
      // As in production.
      PROCESS_SILENCE_SECONDS: "15",
      CLICKS_PER_SECOND: "500",
    });
  }
}

/** Exits with the code of a failed run. */
async function runTests(path: string, env: Record<string, string>): Promise<void> {
  const child = spawn(join(root, "node_modules/.bin/vitest"), [...vitest, path], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, FAULT_LEDGERS: ledgerFile, ...env },
  });
  const code = await new Promise<number | null>((done, reject) => child.once("error", reject).once("exit", done));
  if (code !== 0) process.exit(code ?? 1);
}
