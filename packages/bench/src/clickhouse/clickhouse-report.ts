import { toTable } from "../report.ts";
import { median } from "../statistics.ts";
import type { ClickHouseResult, ClickHouseRound } from "./run-clickhouse.ts";

/** Medians of the rounds. */
export function toClickHouseReport({ rounds, bytesPerClick, reads }: ClickHouseResult): string {
  const of = (read: (round: ClickHouseRound) => number) => median(rounds.map(read));
  const limit = of(({ bare }) => bare.perSecond);
  const inThousands = (value: number) => Math.round(value).toLocaleString("en");
  const toRow = (name: string, perSecond: number, ...microseconds: (number | undefined)[]) => [
    ...[name, inThousands(perSecond), (perSecond / limit).toFixed(2)],
    ...microseconds.map(value => value?.toFixed(1) ?? ""),
  ];
  const rates = toTable(
    ["", "rows/s", "of inserts", "CPU µs, worker", "CPU µs, engine", "CPU µs, Postgres"],
    [
      toRow(
        "inserts of clicks, 10,000 each",
        limit,
        undefined,
        of(({ bare }) => bare.engineMicroseconds),
        undefined,
      ),
      toRow(
        "the same, with sums",
        of(({ summed }) => summed.perSecond),
        undefined,
        of(({ summed }) => summed.engineMicroseconds),
        undefined,
      ),
      toRow(
        "worker, everything",
        of(round => round.workerPerSecond),
        of(round => round.workerMicroseconds),
        of(round => round.engineMicroseconds),
        of(round => round.postgresMicroseconds),
      ),
    ],
  );
  const sizes = toTable(
    ["table", "bytes a click"],
    Object.entries(bytesPerClick).map(([table, bytes]) => [table, bytes.toFixed(1)]),
  );
  const times = toTable(
    [`question about a link with ${reads.clicks.toLocaleString("en")} clicks`, "ms"],
    [
      ["summary of 30 days", reads.summaryMs.toFixed(1)],
      ["countries, of one browser", reads.filteredMs.toFixed(1)],
    ],
  );
  return [rates, sizes, times].join("\n\n");
}
