import { randomUUID } from "node:crypto";
import type { Click } from "@shunt/contracts/clicks";
import type { BenchEngine } from "./engine.ts";

const rowsPerInsert = 10_000;

const columns = [
  ...["link_id", "clicked_at", "id", "class", "visitor_hash", "country", "browser", "browser_version"],
  ...["os", "os_version", "device", "language", "source", "destination"],
] as [string, ...string[]];

/** As many values as in a row of the worker. */
function toLine({ linkId, at, destination }: Click, i: number): string {
  const time = new Date(at).toISOString().replace("T", " ").slice(0, -1);
  const visitor = (0x1_0000_0000_0000 + ((i * 31) % 200_000)).toString(16).padStart(16, "0").padEnd(32, "0");
  const fields = [
    linkId,
    time,
    randomUUID(),
    "human",
    visitor,
    "DE",
    "Chrome",
    String(100 + (i % 200)),
    "Windows",
    "10",
  ];
  return `${[...fields, "desktop", "en-gb", "link", destination].join("\t")}\n`;
}

/**
 * The limit: inserts of rows over one connection, without a worker. Returns rows a second, and processor time of the engine for a row (µs).
 *
 * @param table `click_events` for the clicks alone, `new_clicks` also for their sums
 */
export async function insertRows(
  { clickHouse, cpuMs }: BenchEngine,
  table: "click_events" | "new_clicks",
  clicks: readonly Click[],
): Promise<{ perSecond: number; engineMicroseconds: number }> {
  const lines = clicks.map(toLine);
  const inserts: string[] = [];
  for (let i = 0; i < lines.length; i += rowsPerInsert) inserts.push(lines.slice(i, i + rowsPerInsert).join(""));
  const [startedAt, before = Number.NaN] = [performance.now(), cpuMs()];
  for (const rows of inserts) await clickHouse.insert(table, rows, { columns, token: randomUUID() });
  const perSecond = clicks.length / ((performance.now() - startedAt) / 1_000);
  return { perSecond, engineMicroseconds: (((cpuMs() ?? Number.NaN) - before) * 1_000) / clicks.length };
}
