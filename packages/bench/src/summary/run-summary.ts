import type { Click } from "@shunt/contracts/clicks";
import { selectDimensionCounts } from "@shunt/db";
import { freePort } from "@shunt/dev";
import { sql } from "kysely";
import { shipClicks, startWorker, untilIngested } from "../drain.ts";
import { makeClicks } from "../make-clicks.ts";
import { signUp, startManagement } from "../management.ts";
import { seedLinks } from "../seed-links.ts";
import type { Stage } from "../stage.ts";
import { median } from "../statistics.ts";

export interface SummaryResult {
  clicks: number;
  rows: number;
  /** First response of a process that has nothing cached for the link. */
  firstMs: number;
  latenciesMs: number[];
}

const fewClicks = 1_000;
const days = 30;
const requests = 200;
/** Clicks in the queue at a time, to limit the memory of Redis. */
const clicksAtOnce = 500_000;
const dayMs = 24 * 60 * 60_000;

/**
 * Measures the summary of a link with 1,000 clicks and of one with `clicks`, both with the same distribution of visitors over
 * the same thirty days, after a worker has counted them. Requests are sequential over one connection.
 */
export async function runSummary(stage: Stage, { rounds, clicks }: { rounds: number; clicks: number }) {
  await seedLinks(stage.db, 1_000);
  const port = await freePort();
  const management = await startManagement(stage, port);
  try {
    const { client } = await signUp(`http://127.0.0.1:${port}`);
    const makeLink = () => client.createLink({ body: { original_url: "https://example.com/" } });
    const links = [await makeLink(), await makeLink()] as const;
    const results: SummaryResult[] = [fewClicks, clicks].map(count => ({
      clicks: count,
      rows: 0,
      firstMs: 0,
      latenciesMs: [],
    }));
    await count(stage, [
      [links[0].id, fewClicks],
      [links[1].id, clicks],
    ]);
    const request =
      ({ short_code }: { short_code: string }) =>
      () =>
        client.getSummary({ params: { short_code }, query: { days } });
    // Warm-up with a link that is not measured.
    await measure(request(await makeLink()));
    for (const [i, link] of links.entries()) Object.assign(results[i] ?? {}, { firstMs: await time(request(link)) });
    for (let round = 0; round < rounds; round++) {
      for (const [i, link] of links.entries()) results[i]?.latenciesMs.push(await measure(request(link)));
    }
    for (const [i, link] of links.entries()) Object.assign(results[i] ?? {}, { rows: await countRows(stage, link.id) });
    return results;
  } finally {
    await management.stop();
  }
}

async function count(stage: Stage, wanted: readonly (readonly [linkId: string, clicks: number])[]): Promise<void> {
  const worker = await startWorker(stage);
  let shipped = 0;
  try {
    for (const [linkId, clicks] of wanted) {
      for (let from = 0; from < clicks; from += clicksAtOnce) {
        const some = clicksOf(linkId, Math.min(clicksAtOnce, clicks - from));
        await shipClicks(stage, some);
        shipped += some.length;
        await untilIngested(stage, shipped);
      }
    }
  } finally {
    await worker.stop();
  }
}

/** Random clicks from all over the world, spread over the days. */
function clicksOf(linkId: string, clicks: number): Click[] {
  const now = Date.now();
  const kinds = makeClicks([{ id: linkId, url: "https://example.com/" }], 10_000, now);
  const draw = (below: number) => Math.floor(Math.random() * below);
  const drawKind = () => kinds[draw(kinds.length)] as Click;
  return Array.from({ length: clicks }, () => ({
    ...drawKind(),
    userAgent: drawKind().userAgent,
    at: now - draw(days) * dayMs,
    ip: `${draw(224)}.${draw(256)}.3.4`,
  }));
}

async function measure(request: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  while (times.length < requests) {
    times.push(await time(request));
  }
  return median(times);
}

async function time(request: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await request();
  return performance.now() - start;
}

async function countRows({ db }: Stage, linkId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select distinct day, dimension, value, detail from ${selectDimensionCounts(sql`d.link_id = ${linkId}`)} as d
    ) as counted`.execute(db);
  return rows[0]?.count ?? 0;
}
