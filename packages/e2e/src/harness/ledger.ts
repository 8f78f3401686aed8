import { appendFileSync } from "node:fs";
import { type Db, selectClicks, selectDimensionCounts } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { findLedgerFile } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect } from "vitest";
import { countMarksInClickHouse, findWrongSumsInClickHouse } from "./ledger-in-clickhouse.ts";
import type { Shunt } from "./start-shunt.ts";
import type { Visit, VisitedLink } from "./visitors.ts";

/** Long, because each attempt scrapes every service (ms). */
const pollMs = 100;

/** Outcome of the visits around a fault. Every list must be empty. */
export interface Ledger {
  visits: number;
  clicks: number;
  /** Time from the last visit until spools and queue are empty (ms). */
  drainedInMs: number;
  /** Answered with a redirect, but not in the database. */
  lost: string[];
  /** More than once in the database. */
  duplicated: string[];
  /** Links whose sums differ from their clicks. */
  wrongSums: string[];
  /** Answered with the wrong destination. */
  misdirected: string[];
  /** Answered with a status other than 302. */
  rejected: string[];
  unanswered: string[];
}

/** Waits until spools and queue are empty, then compares the visits with clicks and sums in the database. */
export async function readLedger(shunt: Shunt, visits: readonly Visit[]): Promise<Ledger> {
  const answered = visits.filter(({ status }) => status === 302);
  const links = [...new Map(visits.map(({ link }) => [link.id, link])).values()];
  const startedAt = performance.now();
  await untilDrained(shunt);
  const drainedInMs = performance.now() - startedAt;
  const marks = visits.map(({ mark }) => mark);
  let found = await countMarks(shunt, links, marks);
  if (answered.some(({ mark }) => !found.has(mark))) {
    await untilShippedAgain(shunt);
    found = await countMarks(shunt, links, marks);
  }
  const clicks = [...found.values()].reduce((sum, count) => sum + count, 0);
  return {
    visits: visits.length,
    clicks,
    drainedInMs,
    lost: toMarks(answered.filter(({ mark }) => !found.has(mark))),
    duplicated: [...found].flatMap(([mark, count]) => (count > 1 ? mark : [])),
    wrongSums: await findWrongSums(shunt, links),
    misdirected: toMarks(answered.filter(({ location, link }) => location !== link.original_url)),
    rejected: visits.flatMap(({ mark, status }) =>
      status === undefined || status === 302 ? [] : `${mark}: ${status}`,
    ),
    unanswered: toMarks(visits.filter(({ status }) => status === undefined)),
  };
}

/** Expects every list of the ledger to be empty; `unanswered` may have entries where a process was killed. */
export function expectExact(ledger: Ledger, { mayLeaveUnanswered = false } = {}): void {
  appendToLedgerFile(ledger);
  const { visits, clicks, drainedInMs: _, unanswered, ...rest } = ledger;
  const found = Object.entries(rest).map(([what, which]) => [what, which.length, ...which.slice(0, 3)]);
  expect(found).toEqual(Object.keys(rest).map(what => [what, 0]));
  if (!mayLeaveUnanswered) expect(unanswered).toEqual([]);
  expect(visits).toBeGreaterThan(100);
  // A click recorded before its answer was lost counts too: the redirect cannot distinguish the two.
  expect(clicks).toBeGreaterThanOrEqual(visits - unanswered.length);
  expect(clicks).toBeLessThanOrEqual(visits);
}

/** Appends a line of JSON for the report of `npm run faults`. */
function appendToLedgerFile({ visits, clicks, drainedInMs, ...rest }: Ledger): void {
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
    { pollMs, what: "the spools to be empty" },
  );
  await waitFor(async () => (await worker.metric("shunt_click_queue_batches")) === 0, {
    pollMs,
    what: "the queue to be empty",
  });
}

/** Batches that a Redis acknowledged and lost when it died are shipped again some seconds later. */
async function untilShippedAgain(shunt: Shunt): Promise<void> {
  await waitFor(
    async () => {
      const waiting = await Promise.all(shunt.pods.map(pod => pod.metric("shunt_spool_unsynced_segments")));
      return waiting.every(segments => segments === 0);
    },
    { pollMs, what: "Redis to sync what it has acknowledged" },
  );
  await untilDrained(shunt);
}

async function countMarks({ db, clickHouse }: Shunt, links: readonly VisitedLink[], marks: readonly string[]) {
  if (clickHouse) return countMarksInClickHouse(clickHouse, links, marks);
  const rows = await untimed(db, tx =>
    tx
      .selectFrom(selectClicks().as("click"))
      .select(["utm_content", eb => eb.fn.countAll<number>().as("count")])
      .where(
        "link_id",
        "in",
        links.map(({ id }) => id),
      )
      .groupBy("utm_content")
      .execute(),
  );
  // Filtered here, because half a million marks exceed the parameters of a query.
  const wanted = new Set(marks);
  const counts = rows.map(({ utm_content, count }) => [String(utm_content), count] as const);
  return new Map(counts.filter(([mark]) => wanted.has(mark)));
}

/** Reads one snapshot, without the time-out of statements: an hour of clicks takes a busy machine longer. */
function untimed<T>(db: Db, read: (tx: Db) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async tx => {
      await sql`set local statement_timeout = 0`.execute(tx);
      return read(tx);
    });
}

/** Reads one snapshot, because a click without a response may arrive late. */
async function findWrongSums(shunt: Shunt, links: readonly VisitedLink[]): Promise<string[]> {
  if (shunt.clickHouse) return findWrongSumsInClickHouse(shunt.db, shunt.clickHouse, links);
  return untimed(shunt.db, tx => compareSums(tx, links));
}

async function compareSums(db: Db, links: readonly VisitedLink[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id } of links) {
    const { events } = await db
      .selectFrom(selectClicks().as("click"))
      .select(eb => eb.fn.countAll<number>().as("events"))
      .where("link_id", "=", id)
      .executeTakeFirstOrThrow();
    const total = await db.selectFrom("link_totals").select("clicks").where("link_id", "=", id).executeTakeFirst();
    const days = await db.selectFrom("link_daily").select("clicks").where("link_id", "=", id).execute();
    const quarters = await db.selectFrom("link_quarter_hourly").select("clicks").where("link_id", "=", id).execute();
    const { rows: devices } = await sql<{ clicks: number }>`
      select clicks from ${selectDimensionCounts(sql`d.link_id = ${id}`)} as d where dimension = 'device'`.execute(db);
    const sums = [[total ?? { clicks: 0 }], days, quarters, devices].map(sumUp);
    if (sums.some(sum => sum !== events)) wrong.push(`${id}: ${events} clicks, sums ${sums.join(", ")}`);
  }
  return wrong;
}

function sumUp(rows: readonly { clicks: number }[]): number {
  return rows.reduce((sum, { clicks }) => sum + clicks, 0);
}
