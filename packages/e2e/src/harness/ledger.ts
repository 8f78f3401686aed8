import { appendFileSync } from "node:fs";
import { waitFor } from "@shunt/testing";
import { findLedgerFile } from "@shunt/testing/stores";
import { expect } from "vitest";
import type { Shunt } from "./start-shunt.ts";
import type { Visit, VisitedLink } from "./visitors.ts";

const timeoutMs = 60_000;
/** Each attempt scrapes every service. */
const pollMs = 100;

/** What became of the visits, in the words of an operator. All but `visits` and `clicks` must be nothing. */
export interface Ledger {
  visits: number;
  clicks: number;
  /** From when nobody visited any more until everything had come through. */
  drainedInMs: number;
  /** Answered with the redirect, and not to be found in the database. */
  lost: string[];
  /** To be found twice. */
  doubled: string[];
  /** Of links whose sums are not those of their clicks. */
  wrongSums: string[];
  /** Answered with another destination than the link's. */
  misled: string[];
  /** Answered with another status than 302. */
  refused: string[];
  /** Sent and not answered. */
  unanswered: string[];
}

/** Waits until every answered visit has come through, or can come no more, and compares each place that keeps clicks. */
export async function readLedger(shunt: Shunt, visits: readonly Visit[]): Promise<Ledger> {
  const answered = visits.filter(({ status }) => status === 302);
  const links = [...new Map(visits.map(({ link }) => [link.id, link])).values()];
  const startedAt = performance.now();
  await untilDrained(shunt);
  const drainedInMs = performance.now() - startedAt;
  const found = await countMarks(
    shunt,
    links,
    visits.map(({ mark }) => mark),
  );
  const clicks = [...found.values()].reduce((sum, count) => sum + count, 0);
  return {
    visits: visits.length,
    clicks,
    drainedInMs,
    lost: toMarks(answered.filter(({ mark }) => !found.has(mark))),
    doubled: [...found].flatMap(([mark, count]) => (count > 1 ? mark : [])),
    wrongSums: await findWrongSums(shunt, links),
    misled: toMarks(answered.filter(({ location, link }) => location !== link.original_url)),
    refused: visits.flatMap(({ mark, status }) => (status === undefined || status === 302 ? [] : `${mark}: ${status}`)),
    unanswered: toMarks(visits.filter(({ status }) => status === undefined)),
  };
}

/** Nothing lost, nothing doubled, nobody misled or refused; with `unanswered` only where a process was killed. */
export function expectExact(ledger: Ledger, { mayLeaveUnanswered = false } = {}): void {
  writeDown(ledger);
  const { visits, clicks, drainedInMs: _, unanswered, ...rest } = ledger;
  const found = Object.entries(rest).map(([what, which]) => [what, which.length, ...which.slice(0, 3)]);
  expect(found).toEqual(Object.keys(rest).map(what => [what, 0]));
  if (!mayLeaveUnanswered) expect(unanswered).toEqual([]);
  expect(visits).toBeGreaterThan(100);
  // What was taken down before the answer could leave counts as well: nobody can tell it from an answer that got lost.
  expect(clicks).toBeGreaterThanOrEqual(visits - unanswered.length);
  expect(clicks).toBeLessThanOrEqual(visits);
}

/** For the report of `npm run faults`: a line of JSON for each fault. */
function writeDown({ visits, clicks, drainedInMs, ...rest }: Ledger): void {
  const file = findLedgerFile();
  if (file === undefined) return;
  const counts = Object.fromEntries(Object.entries(rest).map(([what, which]) => [what, which.length]));
  const fault = expect.getState().currentTestName;
  appendFileSync(
    file,
    `${JSON.stringify({ fault, visits, clicks, drainedInMs: Math.round(drainedInMs), ...counts })}\n`,
  );
}

function toMarks(visits: readonly Visit[]): string[] {
  return visits.map(({ mark }) => mark);
}

async function untilDrained({ pods, worker }: Shunt): Promise<void> {
  await waitFor(
    async () => {
      const waiting = await Promise.all(pods.map(pod => pod.metric("shunt_spool_age_seconds")));
      return waiting.every(age => age === 0);
    },
    { timeoutMs, pollMs, what: "the spools to be empty" },
  );
  await waitFor(async () => (await worker.metric("shunt_click_queue_batches")) === 0, {
    timeoutMs,
    pollMs,
    what: "the queue to be empty",
  });
}

async function countMarks({ db }: Shunt, links: readonly VisitedLink[], marks: readonly string[]) {
  const rows = await db
    .selectFrom("click_events")
    .select(["utm_content", eb => eb.fn.countAll<number>().as("count")])
    .where(
      "link_id",
      "in",
      links.map(({ id }) => id),
    )
    .groupBy("utm_content")
    .execute();
  // Half a million of them are more than a query can be given.
  const wanted = new Set(marks);
  const counts = rows.map(({ utm_content, count }) => [String(utm_content), count] as const);
  return new Map(counts.filter(([mark]) => wanted.has(mark)));
}

async function findWrongSums({ db }: Shunt, links: readonly VisitedLink[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id } of links) {
    const { events } = await db
      .selectFrom("click_events")
      .select(eb => eb.fn.countAll<number>().as("events"))
      .where("link_id", "=", id)
      .executeTakeFirstOrThrow();
    const total = await db.selectFrom("link_totals").select("clicks").where("link_id", "=", id).executeTakeFirst();
    const days = await db.selectFrom("link_daily").select("clicks").where("link_id", "=", id).execute();
    const quarters = await db.selectFrom("link_quarter_hourly").select("clicks").where("link_id", "=", id).execute();
    const devices = await db
      .selectFrom("link_daily_dimension")
      .select("clicks")
      .where("link_id", "=", id)
      .where("dimension", "=", "device")
      .execute();
    const sums = [[total ?? { clicks: 0 }], days, quarters, devices].map(sumUp);
    if (sums.some(sum => sum !== events)) wrong.push(`${id}: ${events} clicks, sums ${sums.join(", ")}`);
  }
  return wrong;
}

function sumUp(rows: readonly { clicks: number }[]): number {
  return rows.reduce((sum, { clicks }) => sum + clicks, 0);
}
