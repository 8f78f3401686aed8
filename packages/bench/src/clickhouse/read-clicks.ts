import { freePort } from "@shunt/dev";
import { signUp, startManagement } from "../management.ts";
import type { Stage } from "../stage.ts";
import { median } from "../statistics.ts";
import type { BenchEngine } from "./engine.ts";

export interface ReadTimes {
  clicks: number;
  /** Medians (ms). */
  summaryMs: number;
  filteredMs: number;
}

const days = 30;
const summaries = 50;
const breakdowns = 10;
const rowsPerInsert = 500_000;

/** Measures the summary of a link, and a breakdown of its single clicks with a filter, through management. */
export async function readClicks(stage: Stage, engine: BenchEngine, clicks: number): Promise<ReadTimes> {
  await engine.empty();
  const port = await freePort();
  const management = await startManagement(stage, port, undefined, { CLICKHOUSE_URL: engine.url });
  try {
    const { client } = await signUp(`http://127.0.0.1:${port}`);
    const { id, short_code } = await client.createLink({ body: { original_url: "https://example.com/" } });
    for (let from = 0; from < clicks; from += rowsPerInsert)
      await fill(engine, id, Math.min(rowsPerInsert, clicks - from));
    const summary = () => client.getSummary({ params: { short_code }, query: { days } });
    const filtered = () =>
      client.getBreakdown({ query: { dimension: "country", browser: ["Chrome"], days, link: [short_code] } });
    return { clicks, summaryMs: await measure(summary, summaries), filteredMs: await measure(filtered, breakdowns) };
  } finally {
    await management.stop();
  }
}

/** Clicks of random people from all over the world. */
async function fill({ clickHouse }: BenchEngine, id: string, count: number): Promise<void> {
  const pick = (values: string[], seed: number) =>
    `[${values.map(value => `'${value}'`).join(", ")}][1 + rand(${seed}) % ${values.length}]`;
  const visitor = "reinterpretAsUUID(reinterpretAsFixedString(toUInt128(rand64(3) % 4000000)))";
  await clickHouse.run(
    `INSERT INTO new_clicks (link_id, clicked_at, id, class, visitor_hash, country, city, browser, browser_version, os, device, source, destination)
     SELECT {id:UUID}, now64(3) - toIntervalMillisecond(rand64(1) % ${days * 86_400_000}), generateUUIDv4(2), 'human', ${visitor},
       ${pick(["US", "DE", "GB", "FR", "IN", "BR", "JP", "CA"], 4)}, concat('City ', toString(rand(5) % 500)),
       ${pick(["Chrome", "Safari", "Firefox", "Edge"], 6)}, toString(100 + rand(7) % 50), ${pick(["Windows", "iOS", "Android"], 8)},
       ${pick(["mobile", "desktop"], 9)}, 'link', 'https://example.com/'
     FROM numbers({count:UInt64})`,
    { id, count },
  );
}

async function measure(request: () => Promise<unknown>, count: number): Promise<number> {
  // Warm-up.
  await request();
  const times: number[] = [];
  while (times.length < count) {
    const startedAt = performance.now();
    await request();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}
