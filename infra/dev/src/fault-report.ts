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

/** Faults of the chaos test, and the time from an answer to the commit that counts its click (ms). */
export interface ChaosRecord {
  minutes: number;
  /** By name of the service. */
  kills: Record<string, number>;
  storeFaults: Record<string, number>;
  delays: { p50: number; p99: number; longest: number };
  /** Visits of links that a redirect did not have in memory yet, answered with 503. */
  unknownRefused: number;
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

/** Returns a Markdown table with a row for each kind of fault, and a sentence on the delays. */
export function toChaosReport({ minutes, kills, storeFaults, delays, unknownRefused }: ChaosRecord): string {
  const faults = [
    ...Object.entries(kills).map(([name, count]) => [`${name} killed`, String(count)]),
    ...Object.entries(storeFaults).map(([name, count]) => [name, String(count)]),
  ];
  const toSeconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  const [p50, p99, longest] = [delays.p50, delays.p99, delays.longest].map(toSeconds);
  return `${toTable([`in ${minutes} minutes`, "times"], faults)}

From an answer to the commit that counts its click: median ${p50}, 99 % within ${p99}, longest ${longest}.
Visits answered with 503, as their redirect had just started and did not know the link: ${unknownRefused}.`;
}

function toTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map(row => row[i]?.length ?? 0)));
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [header, rule, ...rows].map(toLine).join("\n");
}
