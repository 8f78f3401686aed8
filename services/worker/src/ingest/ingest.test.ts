import { randomUUID } from "node:crypto";
import { createDb, createPool, type Db, type Pool } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { aClick, createTestDatabase } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertTestLink, testIngestDeps } from "../testing/test-ingest.ts";
import { ensureClickPartitions } from "../upkeep/click-partitions.ts";
import { createIngest } from "./ingest.ts";

let db: Db;
let pool: Pool;
let ingest: ReturnType<typeof createIngest>;
beforeAll(async () => {
  const options = { ...(await createTestDatabase()), max: 8, applicationName: "test" };
  db = createDb(options);
  pool = createPool(options);
  await ensureClickPartitions(db, Date.now(), createLogger("test", "silent"));
  ingest = createIngest(testIngestDeps(db, pool));
});
afterAll(() => Promise.all([db.destroy(), pool.end()]));

const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

const aLink = () => insertTestLink(db);
const clickOn = (linkId: string, given = {}) => aClick({ linkId, at: Date.now(), ...given });

/** Everything the database says about a link. */
async function numbersOf(linkId: string) {
  const of = <T extends "click_events" | "link_totals" | "link_daily" | "link_daily_dimension">(table: T) =>
    db
      .selectFrom(table as "click_events")
      .selectAll()
      .where("link_id", "=", linkId)
      .execute() as Promise<unknown[]>;
  const [events, totals, days, dimensions] = await Promise.all([
    of("click_events"),
    of("link_totals"),
    of("link_daily"),
    of("link_daily_dimension"),
  ]);
  return { events, totals, days, dimensions } as {
    events: { class: string; visitor_hash: Buffer | null }[];
    totals: { clicks: number; human_clicks: number }[];
    days: { clicks: number; human_clicks: number; unique_visitors: number }[];
    dimensions: { dimension: string; value: string; clicks: number; human_clicks: number }[];
  };
}

test("a batch is written with its events, totals, days and dimensions", async () => {
  const link = await aLink();
  const clicks = [clickOn(link), clickOn(link, { ip: "192.0.2.8", referrer: "https://news.example/" })];

  const ingested = await ingest(randomUUID(), clicks);

  expect(ingested).toMatchObject({ isNew: true, gone: 0 });
  const { events, totals, days, dimensions } = await numbersOf(link);
  expect(events).toHaveLength(2);
  expect(totals).toMatchObject([{ clicks: 2, human_clicks: 2 }]);
  expect(days).toMatchObject([{ clicks: 2, human_clicks: 2, unique_visitors: 2 }]);
  const values = dimensions.map(row => [row.dimension, row.value, row.human_clicks]).sort();
  expect(values).toEqual([
    ["browser", "Chrome", 2],
    ["city", "Munich", 2],
    ["country", "DE", 2],
    ["destination", "https://example.com/", 2],
    ["device", "desktop", 2],
    ["language", "en-gb", 2],
    ["os", "Windows", 2],
    ["referrer", "news.example", 1],
    ["region", "Bavaria", 2],
  ]);
});

test("a batch that is delivered again writes nothing, even at the same moment", async () => {
  const link = await aLink();
  const name = randomUUID();
  const deliver = () => ingest(name, [clickOn(link), clickOn(link)]);

  const deliveries = await Promise.all([deliver(), deliver(), deliver()]);
  await deliver();

  expect(deliveries.filter(({ isNew }) => isNew)).toHaveLength(1);
  const { events, totals, days } = await numbersOf(link);
  expect(events).toHaveLength(2);
  expect(totals).toMatchObject([{ clicks: 2 }]);
  expect(days).toMatchObject([{ clicks: 2, unique_visitors: 1 }]);
});

test("batches of the same links at the same time add up exactly", async () => {
  const links = await Promise.all([aLink(), aLink(), aLink()]);
  const batch = (i: number) => {
    const clicks = links.flatMap(link => [
      clickOn(link, { ip: `192.0.2.${i}` }),
      clickOn(link, { ip: "198.51.100.1" }),
    ]);
    return i % 2 ? clicks : clicks.reverse();
  };

  await Promise.all(Array.from({ length: 20 }, (_, i) => ingest(randomUUID(), batch(i))));

  for (const link of links) {
    const { events, totals, days, dimensions } = await numbersOf(link);
    expect(events).toHaveLength(40);
    expect(totals).toMatchObject([{ clicks: 40, human_clicks: 40 }]);
    expect(days).toMatchObject([{ clicks: 40, human_clicks: 40, unique_visitors: 21 }]);
    expect(dimensions.find(row => row.dimension === "country")).toMatchObject({ human_clicks: 40 });
  }
});

test("bots, previews and prefetches are stored and left out of the numbers", async () => {
  const link = await aLink();
  const clicks = [
    clickOn(link),
    clickOn(link, { userAgent: googlebot }),
    clickOn(link, { userAgent: "WhatsApp/2.23.20.0" }),
    clickOn(link, { purpose: "prefetch" }),
  ];

  await ingest(randomUUID(), clicks);

  const { events, totals, days, dimensions } = await numbersOf(link);
  expect(events.map(event => event.class).sort()).toEqual(["bot", "human", "prefetch", "preview"]);
  expect(events.filter(event => event.visitor_hash !== null)).toHaveLength(1);
  expect(totals).toMatchObject([{ clicks: 4, human_clicks: 1 }]);
  expect(days).toMatchObject([{ clicks: 4, human_clicks: 1, unique_visitors: 1 }]);
  expect(dimensions.find(row => row.dimension === "country")).toMatchObject({ clicks: 4, human_clicks: 1 });
});

test("clicks of a link that is gone, or that never was, do no harm to the others", async () => {
  const link = await aLink();
  const clicks = [clickOn(randomUUID()), clickOn("not-a-uuid"), clickOn(link)];

  const ingested = await ingest(randomUUID(), clicks);

  expect(ingested.gone).toBe(2);
  expect((await numbersOf(link)).totals).toMatchObject([{ clicks: 1 }]);
});

test("whatever a visitor sends, the click is counted", async () => {
  const link = await aLink();
  const clicks = [
    clickOn(link, { userAgent: "\0".repeat(10) }),
    clickOn(link, { userAgent: "x".repeat(600), referrer: `https://${"y".repeat(5_000)}.example/` }),
    clickOn(link, { referrer: "https://\ud800.example/", language: "\ud800", marks: "utm_source=%00%ED" }),
    clickOn(link, { at: Date.UTC(9999, 0) * 1_000 }),
    clickOn(link, { destination: "https://example.com/\0\ud800" }),
  ];

  await ingest(randomUUID(), clicks);

  expect((await numbersOf(link)).totals).toMatchObject([{ clicks: 5 }]);
});

test("no address reaches the database, and a hash does not outlive its workspace's day", async () => {
  const link = await aLink();
  const yesterday = Date.now() - 24 * 60 * 60_000;

  await ingest(randomUUID(), [clickOn(link, { ip: "203.0.113.77" })]);
  await ingest(randomUUID(), [clickOn(link, { ip: "203.0.113.77", at: yesterday })]);

  const { events } = await numbersOf(link);
  expect(JSON.stringify(events)).not.toContain("203.0.113.77");
  const [today, before] = events.map(event => event.visitor_hash?.toString("hex"));
  expect(today).toMatch(/^[0-9a-f]{32}$/);
  expect(before).not.toBe(today);
});

test("a click whose day has lost its key is counted, without a visitor", async () => {
  const link = await aLink();

  await ingest(randomUUID(), [clickOn(link, { at: Date.now() - 10 * 24 * 60 * 60_000 })]);

  expect((await numbersOf(link)).days).toMatchObject([{ human_clicks: 1, unique_visitors: 0 }]);
});
