import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "@shunt/dev";
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
import { setStage } from "./stage.ts";
import { runSummary } from "./summary/run-summary.ts";
import { toSummaryReport } from "./summary/summary-report.ts";

const help = `pnpm bench -- [edge | ingest | summary | links | feed | queue | size] [options] [part of a subject's name ...]

edge     the redirect against a bare node:http server. One core for the server, the others for the load (wrk), Redis and
         Postgres. The default.
ingest   a backlog of clicks drained by one worker, against a bare COPY of as many rows.
summary  the summary of a link with so many clicks, against that of one with a thousand.
links    links made one by one and in bulk, against bare inserts.
feed     pages of a feed with 1,000 friends among so many posts, against those among 10,000, and the plan.
queue    batches of clicks through Redis: how many one core of it takes.
size     bytes that links and clicks take on disk.

The first five each against its limit in the same run: absolute figures change with the machine and the minute.

Options
  --rounds    windows of each subject, in rotating order (5)
  --seconds   length of a window of the edge, and of links (4)
  --clicks    of the backlog, or of the link (300,000)
  --posts     among which the feed is found (1,000,000)
  --links     whose size is measured (1,000,000)
  --help      this text
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    clicks: { type: "string", default: "300000" },
    posts: { type: "string", default: "1000000" },
    links: { type: "string", default: "1000000" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const root = resolve(import.meta.dirname, "../../..");
await runCommand(
  join(root, "node_modules/.bin/tsc"),
  ["-b", "packages/bench", "services/worker", "services/management"],
  {
    cwd: root,
    timeoutMs: 300_000,
  },
);
const rounds = toCount(values.rounds);
const stage = await setStage();
const subjects = {
  edge: benchEdge,
  ingest: async () => toIngestReport(await runIngest(stage, { rounds, clicks: toCount(values.clicks) })),
  summary: async () => toSummaryReport(await runSummary(stage, { rounds, clicks: toCount(values.clicks) })),
  links: async () => toLinksReport(await runLinks(stage, { rounds, seconds: toCount(values.seconds) })),
  feed: async () => toFeedReport(await runFeed(stage, { rounds, posts: toCount(values.posts) })),
  queue: async () => toQueueReport(await runQueue(stage, { clicks: toCount(values.clicks) })),
  size: async () =>
    toSizeReport(await runSize(stage, { links: toCount(values.links), clicks: toCount(values.clicks) })),
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

/** @param only parts of names of what is to be measured */
async function benchEdge(only: readonly string[]): Promise<string> {
  return toEdgeReport(await runEdge(stage, { rounds, seconds: toCount(values.seconds), only }));
}

function toCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new TypeError(`not a positive whole number: ${value}`);
  return count;
}
