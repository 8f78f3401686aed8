import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "@shunt/dev";
import { toChangesReport } from "./changes/changes-report.ts";
import { runChanges } from "./changes/run-changes.ts";
import { toClickHouseReport } from "./clickhouse/clickhouse-report.ts";
import { runClickHouse } from "./clickhouse/run-clickhouse.ts";
import { toDashboardReport } from "./dashboard/dashboard-report.ts";
import { runDashboard } from "./dashboard/run-dashboard.ts";
import { toEdgeReport } from "./edge/edge-report.ts";
import { runEdge } from "./edge/run-edge.ts";
import { toFeedReport } from "./feed/feed-report.ts";
import { runFeed } from "./feed/run-feed.ts";
import { toIngestReport } from "./ingest/ingest-report.ts";
import { runIngest } from "./ingest/run-ingest.ts";
import { toLinksReport } from "./links/links-report.ts";
import { runLinks } from "./links/run-links.ts";
import { toQueueReport } from "./queue/queue-report.ts";
import { runQueue } from "./queue/run-queue.ts";
import { runSize } from "./size/run-size.ts";
import { toSizeReport } from "./size/size-report.ts";
import { runSmoothness } from "./smoothness/run-smoothness.ts";
import { toSmoothnessReport } from "./smoothness/smoothness-report.ts";
import { setStage } from "./stage.ts";
import { runSummary } from "./summary/run-summary.ts";
import { toSummaryReport } from "./summary/summary-report.ts";

const help = `npm run bench -- [edge | changes | ingest | clickhouse | summary | links | feed | queue | size | dashboard | smoothness]
       [options] [name of a server ...]

edge     measures the redirect against a bare node:http server (default). The server gets one core; the load generator
         (wrk), Redis and Postgres get the others. Names select servers by their name or a part of it.
changes  measures how long after its response a change reaches two redirects, against a bare publish/subscribe message.
ingest   measures how fast one worker drains a backlog of clicks, against COPY of the same number of rows.
clickhouse
         measures one worker that drains clicks into ClickHouse, against inserts of the same number of rows; the bytes a click; and
         two questions about a link with ten times --clicks clicks.
summary  measures the summary of a link with --clicks clicks, against a link with 1,000.
links    measures creating links one by one and in bulk, against plain inserts.
feed     measures a feed with 1,000 friends among --posts posts, against 10,000 posts, and prints the query plan.
queue    measures how many batches of clicks one core of Redis handles.
size     measures the bytes on disk of --links links and --clicks clicks.
dashboard
         measures pages of the dashboard by Lighthouse, at a desk and as on a phone with slow 4G. Needs a quiet machine.
smoothness
         measures tasks and frames while a list of 100,000 links is scrolled.

The first seven compare with a limit in the same run, because absolute figures depend on the machine and its load.

Options
  --rounds    measurements of each subject, in rotating order (5; of dashboard, 1)
  --seconds   duration of a measurement of edge and links (4)
  --rate      requests a second to each server of edge, whether or not earlier ones are answered (as many as it answers)
  --clicks    number of clicks (300,000)
  --posts     number of posts (1,000,000)
  --links     number of links for size (1,000,000)
  --help      show this text
`;

const { values, positionals } = readOptions();
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
values.rounds ??= positionals[0] === "dashboard" ? "1" : "5";
const [rounds, seconds, clicks, posts, links] = [
  toCount("rounds"),
  toCount("seconds"),
  toCount("clicks"),
  toCount("posts"),
  toCount("links"),
];
const rate = values.rate === undefined ? undefined : toCount("rate");
const root = resolve(import.meta.dirname, "../../..");
await runCommand(
  join(root, "node_modules/.bin/tsc"),
  ["-b", "packages/bench", "services/worker", "services/management"],
  {
    cwd: root,
    timeoutMs: 300_000,
  },
);
const stage = await setStage();
const subjects = {
  edge: benchEdge,
  changes: async () => toChangesReport(await runChanges(stage, { rounds })),
  ingest: async () => toIngestReport(await runIngest(stage, { rounds, clicks })),
  clickhouse: async () => toClickHouseReport(await runClickHouse(stage, { rounds, clicks })),
  summary: async () => toSummaryReport(await runSummary(stage, { rounds, clicks })),
  links: async () => toLinksReport(await runLinks(stage, { rounds, seconds })),
  feed: async () => toFeedReport(await runFeed(stage, { rounds, posts })),
  queue: async () => toQueueReport(await runQueue(stage, { clicks })),
  size: async () => toSizeReport(await runSize(stage, { links, clicks })),
  dashboard: async () => toDashboardReport(await runDashboard(stage, { rounds })),
  smoothness: async () => toSmoothnessReport(await runSmoothness(stage)),
};
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stage.stop().finally(() => process.exit(1)));
}
try {
  const [name = "edge", ...parts] = positionals;
  const run = subjects[name as keyof typeof subjects] ?? (() => benchEdge(positionals));
  process.stdout.write(`${await run(parts)}\n`);
} finally {
  await stage.stop();
}

/** @param only parts of the names of servers to measure; empty: all */
async function benchEdge(only: readonly string[]): Promise<string> {
  return toEdgeReport(await runEdge(stage, { rounds, seconds, rate, only }));
}

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: "string" },
        seconds: { type: "string", default: "4" },
        rate: { type: "string" },
        clicks: { type: "string", default: "300000" },
        posts: { type: "string", default: "1000000" },
        links: { type: "string", default: "1000000" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (err) {
    return fail(String((err as Error).message.split(". ")[0]));
  }
}

function toCount(option: "rounds" | "seconds" | "rate" | "clicks" | "posts" | "links"): number {
  const count = Number(values[option]);
  return Number.isInteger(count) && count > 0 ? count : fail(`--${option} must be a positive whole number`);
}

function fail(message: string): never {
  process.stderr.write(`${message}. See npm run bench -- --help\n`);
  process.exit(2);
}
