import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "@shunt/dev";
import { toEdgeReport } from "./edge/edge-report.ts";
import { runEdge } from "./edge/run-edge.ts";
import { setStage } from "./stage.ts";

const help = `pnpm bench [-- options] [part of a subject's name ...]

Measures the redirect against a bare node:http server in the same run. One core for the server, the others for the load
(wrk), Redis and Postgres. Prints ratios: absolute figures change with the machine and the minute.

Options
  --rounds    windows of each subject, in rotating order (5)
  --seconds   length of a window (4)
  --help      this text
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const root = resolve(import.meta.dirname, "../../..");
await runCommand(join(root, "node_modules/.bin/tsc"), ["-b", "packages/bench"], { cwd: root, timeoutMs: 300_000 });
const stage = await setStage();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stage.stop().finally(() => process.exit(1)));
}
try {
  const options = { rounds: toCount(values.rounds), seconds: toCount(values.seconds), only: positionals };
  process.stdout.write(`${toEdgeReport(await runEdge(stage, options))}\n`);
} finally {
  await stage.stop();
}

function toCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new TypeError(`not a positive whole number: ${value}`);
  return count;
}
