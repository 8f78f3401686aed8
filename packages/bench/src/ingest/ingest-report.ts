import { toTable } from "../report.ts";
import { median } from "../statistics.ts";
import type { IngestRound } from "./run-ingest.ts";

/** Medians of the rounds. */
export function toIngestReport(rounds: readonly IngestRound[]): string {
  const of = (read: (round: IngestRound) => number) => median(rounds.map(read));
  const copy = of(round => round.wide.perSecond);
  const worker = of(round => round.workerPerSecond);
  const inThousands = (value: number) => Math.round(value).toLocaleString("en");
  const inMegabytes = (value: number) => (value / 1e6).toFixed(0);
  const inMicroseconds = (value: number) => value.toFixed(1);
  const copied = (name: string, form: "wide" | "slim") => [
    ...[name, inThousands(of(round => round[form].perSecond)), (of(round => round[form].perSecond) / copy).toFixed(2)],
    ...["", inMicroseconds(of(round => round[form].microseconds)), "", ""],
  ];
  return toTable(
    ["", "rows/s", "of COPY", "CPU µs, worker", "CPU µs, Postgres", "RSS MB", "queue in Redis MB"],
    [
      copied("COPY into click_events, 10,000 a statement", "wide"),
      copied("COPY into slim_clicks, the same", "slim"),
      [
        "worker, everything",
        inThousands(worker),
        (worker / copy).toFixed(2),
        inMicroseconds(of(round => round.workerMicroseconds)),
        inMicroseconds(of(round => round.postgresMicroseconds)),
        inMegabytes(of(round => round.workerRssBytes ?? Number.NaN)),
        inMegabytes(of(round => round.redisBytes)),
      ],
    ],
  );
}
