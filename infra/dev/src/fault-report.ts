/** Counts of visits around a fault, as the end-to-end tests append them to the ledger file. */
export interface FaultLedger {
  fault: string;
  visits: number;
  clicks: number;
  drainedInMs: number;
  lost: number;
  duplicated: number;
  wrongSums: number;
  misdirected: number;
  rejected: number;
  unanswered: number;
}

/** Memory of a process in the second and the last third of a soak test, and its growth per hour, in bytes. */
export interface MemoryTrend {
  name: string;
  middle: number;
  last: number;
  bytesPerHour: number;
  /** Maximum in both thirds. */
  most: number;
}

/** Returns a Markdown table with a row for each fault: sums over all rounds, and the longest time to drain. */
export function toFaultReport(ledgers: readonly FaultLedger[]): string {
  const rows = [...Map.groupBy(ledgers, ({ fault }) => fault)].map(([fault, rounds]) => {
    const sum = (count: (ledger: FaultLedger) => number) => String(rounds.reduce((all, each) => all + count(each), 0));
    const longest = Math.max(...rounds.map(({ drainedInMs }) => drainedInMs));
    return [
      fault,
      sum(each => each.visits),
      sum(each => each.clicks),
      sum(each => each.lost),
      sum(each => each.duplicated),
      sum(each => each.rejected),
      sum(each => each.unanswered),
      (longest / 1_000).toFixed(1),
    ];
  });
  const header = ["fault", "visits", "clicks", "lost", "duplicated", "not 302", "unanswered", "drained, s"];
  return toTable(header, rows);
}

export function toMemoryReport(trends: readonly MemoryTrend[]): string {
  const header = ["memory of", "second third, MB", "last third, MB", "growth, MB/h", "maximum, MB"];
  const toMegabytes = (bytes: number) => (bytes / 1_048_576).toFixed(1);
  const rows = trends.map(({ name, middle, last, bytesPerHour, most }) => [
    name,
    ...[middle, last, bytesPerHour, most].map(toMegabytes),
  ]);
  return toTable(header, rows);
}

function toTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map(row => row[i]?.length ?? 0)));
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [header, rule, ...rows].map(toLine).join("\n");
}
