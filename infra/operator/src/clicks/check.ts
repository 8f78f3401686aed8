import { compareSums, compareSumsOfClickHouse, type Mismatch } from "@shunt/worker/operator";
import { defineCommand, fine, wrong } from "../command.ts";
import { withClickHouse, withDb } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";
import { readDay } from "./day.ts";

export const check = defineCommand({
  summary: "compares the sums of a sample of links with their single clicks",
  help: `
Recomputes the sums of 200 links from their single clicks, as workers do every night for the previous day. Exits with 1 when
sums differ; \`shunt clicks rebuild\` corrects them on Postgres. Reads DATABASE_URL and
CLICKHOUSE_URL.

  --day <day>   a UTC day, such as 2026-11-20
  --json        {"links": number, "mismatches": [{"link_id","day","clicks","daily","quarter_hourly","devices"}]}`,
  options: { day: { type: "string" }, json },
  async run(terminal, options) {
    const day = readDay("day", options.day);
    const { compared, mismatches } = await withClickHouse(clickHouse =>
      clickHouse ? compareSumsOfClickHouse(clickHouse, day) : withDb(db => compareSums(db, day)),
    );
    if (options.json) terminal.print(JSON.stringify({ links: compared, mismatches: mismatches.map(toBody) }));
    else {
      for (const { linkId, clicks, daily, quarterHourly, devices } of mismatches)
        terminal.print(
          `${linkId}  ${countOf(clicks, "click")}; sums: ${daily} by day, ${quarterHourly} by quarter, ${devices} by device`,
        );
      terminal.print(toResult(day, compared, mismatches.length));
    }
    return mismatches.length > 0 ? wrong : fine;
  },
});

function toResult(day: string, compared: number, differing: number): string {
  if (compared === 0) return `${day} has no clicks to compare`;
  const sample = `in a sample of ${countOf(compared, "link")}`;
  return differing === 0 ? `no sums differ, ${sample}` : `the sums of ${countOf(differing, "link")} differ, ${sample}`;
}

function toBody({ linkId, quarterHourly, ...mismatch }: Mismatch) {
  return { link_id: linkId, ...mismatch, quarter_hourly: quarterHourly };
}
