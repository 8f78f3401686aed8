import { toTable } from "../report.ts";
import { median } from "../statistics.ts";
import type { IngestRound } from "./run-ingest.ts";

/** Medians of the rounds. */
export function toIngestReport(rounds: readonly IngestRound[]): string {
  const copy = median(rounds.map(round => round.copyPerSecond));
  const worker = median(rounds.map(round => round.workerPerSecond));
  const rss = median(rounds.map(round => round.workerRssBytes ?? Number.NaN));
  const redis = median(rounds.map(round => round.redisBytes));
  const inThousands = (value: number) => Math.round(value).toLocaleString("en");
  return toTable(
    ["", "rows/s", "of COPY", "RSS MB", "queue in Redis MB"],
    [
      ["COPY into click_events, 10,000 a statement", inThousands(copy), "1.00", "", ""],
      [
        "worker, everything",
        inThousands(worker),
        (worker / copy).toFixed(2),
        (rss / 1e6).toFixed(0),
        (redis / 1e6).toFixed(0),
      ],
    ],
  );
}
