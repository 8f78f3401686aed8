import type { ClickHouse, ClickHouseWatch } from "@shunt/clickhouse";
import { addClickHouseUp, addScrapeGauge, createCounter, FastHistogram, type Registry } from "@shunt/runtime";
import type { Begun } from "./ingest/clickhouse/count-begun.ts";

/** Seconds: from a small insert to the limit of a statement. */
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface ClickHouseMetricsDeps {
  /** Undefined: clicks are in Postgres, and the metrics have no values. */
  watch: Omit<ClickHouseWatch, "close"> | undefined;
  countBegun: () => Promise<Begun>;
  onUnknown: (err: unknown) => void;
}

type Insert = ClickHouse["insert"];

/** Adds what operators watch of ClickHouse. Returns a function that makes the inserts of a client measured ones. */
export function addClickHouseMetrics(registry: Registry, deps: ClickHouseMetricsDeps) {
  const durations = new FastHistogram({
    name: "shunt_clickhouse_insert_duration_seconds",
    help: "Seconds of an insert into ClickHouse until its rows are on disk, by outcome: written or failed",
    labelName: "outcome",
    buckets,
    registry,
  });
  const inserted = createCounter(registry, {
    name: "shunt_clickhouse_rows_total",
    help: "Rows of clicks and visits without a link that were inserted into ClickHouse, repeated ones included",
  });
  addGauges(registry, deps);
  return (insert: Insert): Insert =>
    async (table, rows, options) => {
      const startedAt = performance.now();
      const settle = (outcome: string) => durations.observe(outcome, (performance.now() - startedAt) / 1_000);
      try {
        await insert(table, rows, options);
      } catch (err) {
        settle("failed");
        throw err;
      }
      settle("written");
      inserted.inc(countLines(rows));
    };
}

function addGauges(registry: Registry, { watch, countBegun, onUnknown }: ClickHouseMetricsDeps): void {
  const add = (gauge: Omit<Parameters<typeof addScrapeGauge>[1], "onUnknown" | "aggregator">) =>
    addScrapeGauge(registry, { ...gauge, aggregator: "max", onUnknown });
  addClickHouseUp(registry, watch?.assertAnswers);
  add({
    name: "shunt_clickhouse_parts",
    help: "Parts of the fullest partition of a table in ClickHouse, by table; they grow when merges do not keep up",
    label: "table",
    read: () => watch?.countParts(),
  });
  add({
    name: "shunt_clickhouse_parts_limit",
    help: "Number of parts of a partition above which ClickHouse refuses inserts",
    read: () => watch?.findPartsLimit(),
  });
  add({
    name: "shunt_clickhouse_disk_bytes",
    help: "Bytes of ClickHouse's fullest disk with clicks, free and in all; absent if the user may not read system.disks",
    label: "state",
    read: async () => ({ ...(await watch?.findDisk()) }),
  });
  add({
    name: "shunt_begun_parts",
    help: "Parts of batches whose insert into ClickHouse has begun and that Postgres has not recorded",
    read: async () => (watch ? (await countBegun()).parts : undefined),
  });
  add({
    name: "shunt_begun_part_age_seconds",
    help: "Seconds since the oldest of these parts was begun, or 0",
    read: async () => (watch ? (await countBegun()).oldestSeconds : undefined),
  });
}

/** The last row ends with a line break, too. */
function countLines(rows: string | Buffer): number {
  let count = 0;
  for (let end = rows.indexOf("\n"); end !== -1; end = rows.indexOf("\n", end + 1)) count += 1;
  return count;
}
