import { randomUUID } from "node:crypto";
import { type Db, selectClicks } from "@shunt/db";
import { aClick } from "@shunt/testing";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findDimensionSums } from "../testing/find-sums.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../testing/test-ingest.ts";
import { laneCount, laneOf } from "./commit/lanes.ts";

let worker: TestIngest;
let db: Db;
let ingest: TestIngest["ingest"];
beforeAll(async () => {
  worker = await startTestIngest();
  ({ db, ingest } = worker);
});
afterAll(() => worker.stop());

const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

const aLink = () => insertTestLink(db);
const clickOn = (linkId: string, given = {}) => aClick({ linkId, at: Date.now(), ...given });

/** Reads everything stored about a link. */
async function numbersOf(linkId: string) {
  const of = <T extends "link_totals" | "link_daily">(table: T) =>
    db
      .selectFrom(table as "link_totals")
      .selectAll()
      .where("link_id", "=", linkId)
      .execute() as Promise<unknown[]>;
  const [events, totals, days, dimensions] = await Promise.all([
    db.selectFrom(selectClicks().as("click")).selectAll().where("link_id", "=", linkId).execute(),
    of("link_totals"),
    of("link_daily"),
    findDimensionSums(db, linkId),
  ]);
  return { events, totals, days, dimensions } as {
    events: { class: string; visitor_hash: Buffer | null }[];
    totals: { clicks: number; human_clicks: number }[];
    days: { clicks: number; human_clicks: number; unique_visitors: number }[];
    dimensions: { dimension: string; value: string; clicks: number; human_clicks: number }[];
  };
}

test("ingest writes click events, totals, days and dimensions", async () => {
  const link = await aLink();
  const clicks = [clickOn(link), clickOn(link, { ip: "192.0.2.8", referrer: "https://news.example/" })];

  const ingested = await ingest(clicks);

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

test("ingest ignores a duplicate batch, also a concurrent one", async () => {
  const link = await aLink();
  const name = randomUUID();
  const deliver = () => ingest([clickOn(link), clickOn(link)], name);

  const deliveries = await Promise.all([deliver(), deliver(), deliver()]);
  await deliver();

  expect(deliveries.filter(({ isNew }) => isNew)).toHaveLength(1);
  const { events, totals, days } = await numbersOf(link);
  expect(events).toHaveLength(2);
  expect(totals).toMatchObject([{ clicks: 2 }]);
  expect(days).toMatchObject([{ clicks: 2, unique_visitors: 1 }]);
});

test("concurrent batches of the same links add up exactly", async () => {
  const links = await Promise.all([aLink(), aLink(), aLink()]);
  const batch = (i: number) => {
    const clicks = links.flatMap(link => [
      clickOn(link, { ip: `192.0.2.${i}` }),
      clickOn(link, { ip: "198.51.100.1" }),
    ]);
    return i % 2 ? clicks : clicks.reverse();
  };

  await Promise.all(Array.from({ length: 20 }, (_, i) => ingest(batch(i))));

  for (const link of links) {
    const { events, totals, days, dimensions } = await numbersOf(link);
    expect(events).toHaveLength(40);
    expect(totals).toMatchObject([{ clicks: 40, human_clicks: 40 }]);
    expect(days).toMatchObject([{ clicks: 40, human_clicks: 40, unique_visitors: 21 }]);
    expect(dimensions.find(row => row.dimension === "country")).toMatchObject({ human_clicks: 40 });
  }
});

test("ingest stores bots, previews and prefetches but excludes them from human clicks", async () => {
  const link = await aLink();
  const clicks = [
    clickOn(link),
    clickOn(link, { userAgent: googlebot }),
    clickOn(link, { userAgent: "WhatsApp/2.23.20.0" }),
    clickOn(link, { purpose: "prefetch" }),
  ];

  await ingest(clicks);

  const { events, totals, days, dimensions } = await numbersOf(link);
  expect(events.map(event => event.class).sort()).toEqual(["bot", "human", "prefetch", "preview"]);
  expect(events.filter(event => event.visitor_hash !== null)).toHaveLength(1);
  expect(totals).toMatchObject([{ clicks: 4, human_clicks: 1 }]);
  expect(days).toMatchObject([{ clicks: 4, human_clicks: 1, unique_visitors: 1 }]);
  expect(dimensions.find(row => row.dimension === "country")).toMatchObject({ clicks: 4, human_clicks: 1 });
});

test("ingest counts pixels as a class and source of their own, also those of bots", async () => {
  const link = await aLink();
  const purpose = "prefetch-pixel";

  await ingest([
    clickOn(link),
    clickOn(link, { purpose, marks: "qr=1" }),
    clickOn(link, { purpose, userAgent: googlebot }),
  ]);

  const { events, totals, days, dimensions } = await numbersOf(link);
  expect(events.map(event => event.class).sort()).toEqual(["human", "pixel", "pixel"]);
  expect(totals).toMatchObject([{ clicks: 3, human_clicks: 1 }]);
  expect(days).toMatchObject([{ human_clicks: 1, unique_visitors: 1, scans: 0 }]);
  expect(dimensions.filter(row => row.dimension === "source")).toMatchObject([
    { value: "pixel", clicks: 2, human_clicks: 0 },
  ]);
});

test("ingest drops clicks of missing links and writes the others", async () => {
  const link = await aLink();
  const clicks = [clickOn(randomUUID()), clickOn("not-a-uuid"), clickOn(link)];

  const ingested = await ingest(clicks);

  expect(ingested.gone).toBe(2);
  expect((await numbersOf(link)).totals).toMatchObject([{ clicks: 1 }]);
});

test("ingest reports the clicks of a batch whose links are all gone", async () => {
  const ingested = await ingest([clickOn(randomUUID()), clickOn(randomUUID(), { purpose: "head" })]);

  expect(ingested).toMatchObject({ isNew: true, dead: 0, gone: 1, clicks: [] });
});

test("ingest counts clicks with any visitor input", async () => {
  const link = await aLink();
  const clicks = [
    clickOn(link, { userAgent: "\0".repeat(10) }),
    clickOn(link, { userAgent: "x".repeat(600), referrer: `https://${"y".repeat(5_000)}.example/` }),
    clickOn(link, { referrer: "https://\ud800.example/", language: "\ud800", marks: "utm_source=%00%ED" }),
    clickOn(link, { at: Date.UTC(9999, 0) * 1_000 }),
    clickOn(link, { destination: "https://example.com/\0\ud800" }),
    clickOn(link, { ip: "2600::1%br-0a1b" }),
  ];

  await ingest(clicks);

  expect((await numbersOf(link)).totals).toMatchObject([{ clicks: 6 }]);
});

test("ingest stores no address, and visitor hashes change every day", async () => {
  const link = await aLink();
  const yesterday = Date.now() - 24 * 60 * 60_000;

  await ingest([clickOn(link, { ip: "203.0.113.77" })]);
  await ingest([clickOn(link, { ip: "203.0.113.77", at: yesterday })]);

  const { events } = await numbersOf(link);
  expect(JSON.stringify(events)).not.toContain("203.0.113.77");
  const [today, before] = events.map(event => event.visitor_hash?.toString("hex"));
  expect(today).toMatch(/^[0-9a-f]{16}$/);
  expect(before).not.toBe(today);
});

test("ingest counts a click without a visitor if its day's key is destroyed", async () => {
  const link = await aLink();

  await ingest([clickOn(link, { at: Date.now() - 10 * 24 * 60 * 60_000 })]);

  expect((await numbersOf(link)).days).toMatchObject([{ human_clicks: 1, unique_visitors: 0 }]);
});

test("ingest counts clicks of visitors who opt out without a visitor hash", async () => {
  const link = await aLink();

  await ingest([clickOn(link, { purpose: "opt-out" }), clickOn(link)]);

  const { events, days } = await numbersOf(link);
  expect(events.map(event => event.visitor_hash !== null).sort()).toEqual([false, true]);
  expect(days).toMatchObject([{ human_clicks: 2, unique_visitors: 1 }]);
});

test("ingest does not count HEADs, and classifies a GET after several as a preview", async () => {
  const link = await aLink();
  const at = Date.now();
  const byMessenger = (given: object) => clickOn(link, { at, ip: "93.184.216.34", ...given });
  const head = byMessenger({ purpose: "head" });

  const ingested = await ingest([head, head, byMessenger({ at: at + 5 }), clickOn(link)]);

  expect(ingested).toMatchObject({ isNew: true, gone: 0 });
  const { events, totals } = await numbersOf(link);
  expect(events.map(event => event.class).sort()).toEqual(["human", "preview"]);
  expect(totals).toMatchObject([{ clicks: 2, human_clicks: 1 }]);
});

test("a batch that is tried again and again is classified as if it came once", async () => {
  const [link, name] = [await aLink(), randomUUID()];
  const byMessenger = { ip: "93.184.216.34", userAgent: "Messenger" };
  const clicks = [
    ...Array.from({ length: 8 }, () => clickOn(link, { ip: "93.184.216.35" })),
    ...Array.from({ length: 2 }, () => clickOn(link, { ...byMessenger, purpose: "head" })),
    clickOn(link, byMessenger),
  ];
  let failures = 0;
  const another = worker.startAnother({
    async emitClickEvents() {
      failures += 1;
      if (failures <= 6) throw new Error("stopped");
    },
  });

  for (let attempt = 1; attempt <= 6; attempt++) await expect(another(clicks, name)).rejects.toThrow("stopped");
  await another(clicks, name);
  for (let delivery = 1; delivery <= 6; delivery++) await another(clicks, name);
  await another([clickOn(link, { ip: "93.184.216.35" })]);

  const { events, totals } = await numbersOf(link);
  expect(events.map(event => event.class).sort()).toEqual([...Array(9).fill("human"), "preview"]);
  expect(totals).toMatchObject([{ clicks: 10, human_clicks: 9 }]);
});

test("clicks are reported once when they are committed, although another part of their batch fails", async () => {
  const [link, failing] = await linksOfBothLanes();
  let fails = true;
  const another = worker.startAnother({
    async emitClickEvents(_tx, clicks) {
      if (fails && clicks.some(({ linkId }) => linkId === failing)) throw new Error("killed");
    },
  });
  const reported: string[] = [];
  const name = randomUUID();
  const deliver = () =>
    another([clickOn(link), clickOn(failing)], name, ({ clicks }) =>
      reported.push(...clicks.map(({ linkId }) => linkId)),
    );

  await expect(deliver()).rejects.toThrow("killed");
  expect(reported).toEqual([link]);
  fails = false;
  expect(await deliver()).toMatchObject({ isNew: true });
  expect(reported).toEqual([link, failing]);
});

/** Links whose clicks are committed apart. */
async function linksOfBothLanes(): Promise<[string, string]> {
  const links = new Map<number, string>();
  while (links.size < laneCount) {
    const link = await aLink();
    links.set(laneOf(link), link);
  }
  return [...links.values()] as [string, string];
}

test("ingest counts visits without a link by domain and code", async () => {
  const missed = (text: string, given = {}) => clickOn("", { missed: text, ...given });
  const hits = [
    missed("7/abc"),
    missed("7/abc", { userAgent: googlebot }),
    missed("7/"),
    missed("7/not a code"),
    missed("rubbish/abc"),
    missed("99999999999/abc"),
  ];

  await Promise.all([ingest(hits), ingest(hits)]);

  const { rows } = await sql`
    select domain_id, code, hits, human_hits from orphan_hits order by domain_id, code`.execute(db);
  expect(rows).toEqual([
    { domain_id: 0, code: "abc", hits: 4, human_hits: 4 },
    { domain_id: 7, code: "", hits: 4, human_hits: 4 },
    { domain_id: 7, code: "abc", hits: 4, human_hits: 2 },
  ]);
});

test("ingest drops clicks before a reset of the statistics", async () => {
  const link = await aLink();
  await db
    .updateTable("links")
    .set({ clicks_since: new Date(Date.now() - 60_000) })
    .where("id", "=", link)
    .execute();

  const ingested = await ingest([clickOn(link, { at: Date.now() - 120_000 }), clickOn(link)]);

  expect(ingested.gone).toBe(1);
  expect((await numbersOf(link)).totals).toMatchObject([{ clicks: 1 }]);
});

test("ingest stores any text unchanged except NUL", async () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom(..."\\\"{},\t\n\r'\b\v\f;$N.x"), fc.string({ unit: "binary" })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 50 }), async texts => {
      const link = await aLink();
      const destinations = texts.map(each => `https://example.com/${each}`);

      await ingest(destinations.map(destination => clickOn(link, { destination, ip: "10.0.0.1" })));

      const kept = destinations.map(each => each.replaceAll("\0", ""));
      const events = await db
        .selectFrom(selectClicks().as("click"))
        .select("destination")
        .where("link_id", "=", link)
        .execute();
      expect(events.map(event => event.destination).sort()).toEqual(kept.sort());
      const { dimensions } = await numbersOf(link);
      const values = dimensions.filter(row => row.dimension === "destination").map(row => row.value);
      expect(values.sort()).toEqual([...new Set(kept)].sort());
    }),
    { numRuns: 30, endOnFailure: true },
  );
});
