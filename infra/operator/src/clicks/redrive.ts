import { redriveDeadClicks } from "@shunt/worker/operator";
import { defineCommand, fine, wrong } from "../command.ts";
import { withClickHouse, withDb, withDeadBatches, withPool } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";

export const redrive = defineCommand({
  summary: "retries failed batches and clicks",
  help: `
Puts failed batches back into the queue, and writes and counts failed clicks. No click counts twice. Exits with 1 when
Postgres refuses clicks again; these stay in the list. Reads DATABASE_URL, CLICKHOUSE_URL, and
REDIS_QUEUE_URL or REDIS_URL.

  --json   {"batches": number, "clicks": {"written","dropped","refused"}}`,
  options: { json },
  async run(terminal, options) {
    const batches = await withDeadBatches(all => all.redrive());
    const clicks = await withPool(pool =>
      withDb(db => withClickHouse(clickHouse => redriveDeadClicks(db, pool, clickHouse))),
    );
    if (options.json) terminal.print(JSON.stringify({ batches, clicks }));
    else {
      terminal.print(`${countOf(batches, "batch", "batches")} put back into the queue`);
      const { written, dropped, refused } = clicks;
      terminal.print(
        `clicks: ${written} written, ${dropped} dropped because their link is deleted, ${refused} refused again`,
      );
    }
    return clicks.refused > 0 ? wrong : fine;
  },
});
