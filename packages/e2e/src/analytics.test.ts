import { dimensions } from "@shunt/contracts/analytics";
import type { Click } from "@shunt/contracts/clicks";
import { aClick } from "@shunt/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { shipClicks, untilIngested } from "./harness/ship-clicks.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  shunt = await startShunt();
  owner = await shunt.signUp();
});
afterAll(() => shunt.stop());

const hourMs = 60 * 60_000;
const intervals = ["day", "week", "month"];
/** Offsets of whole and quarter hours, both sides of the date line, and a daylight-saving change in November. */
const timeZones = ["UTC", "Asia/Kathmandu", "Pacific/Kiritimati", "America/New_York", "Australia/Adelaide"];

/** Clicks of every class from the last 40 days; `at` is the age in milliseconds. */
const anyClick = fc.record<Omit<Click, "linkId" | "missed">>({
  at: fc.integer({ min: 0, max: 40 * 24 * hourMs }),
  ip: fc.constantFrom("8.8.8.8", "1.1.1.1", "193.0.6.139", "192.0.2.1", "not an address", ""),
  userAgent: fc.constantFrom(
    aClick().userAgent,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "curl/8.5.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "WhatsApp/2.23.20.0",
    "",
  ),
  referrer: fc.constantFrom(
    "",
    "https://news.example/story",
    "https://www.Search.example/?q=a",
    "android-app://com.example",
    "?",
  ),
  language: fc.constantFrom("", "de-AT,de;q=0.9", "en-GB", "*"),
  marks: fc.constantFrom(
    "",
    "qr=1",
    "utm_source=news&utm_medium=mail",
    "utm_source=%22%5C%09x&utm_content=%F0%9F%98%80",
    "utm_campaign=a,b",
  ),
  purpose: fc.constantFrom("", "", "", "opt-out", "prefetch", "aborted", "head"),
  destination: fc.constantFrom(
    "https://example.com/",
    "https://example.com/b?x=1,2",
    `https://example.com/${"x".repeat(3_000)}`,
  ),
  chosen: fc.constantFrom(
    "",
    "",
    "variant=B",
    "rule=a%2C+b&variant=A",
    "rule=iOS&class=bot&reason=googlebot",
    "class=human",
  ),
});

const query = (parameters: Record<string, string | string[]>) => {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters))
    for (const value of [values].flat()) search.append(name, value);
  return search.toString();
};
const get = async (path: string, parameters: Record<string, string | string[]>) => {
  const { status, body } = await owner.call("GET", `/analytics/${path}?${query(parameters)}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const clicksOf = (items: readonly { clicks: number }[]) => sum(items.map(item => item.clicks));

interface Item {
  label: string;
  count: number;
}
const countsOf = (items: readonly Item[]) => sum(items.map(item => item.count));

/** Expects the values of a dimension to add up to all clicks, and filters by them to find the same counts. */
async function expectAgreement(scope: Record<string, string>, dimension: string, clicks: number): Promise<void> {
  const { total_clicks, items, other_clicks } = await get("breakdown", { ...scope, dimension, limit: "3" });
  if (dimension !== "class") expect(total_clicks).toBe(clicks);
  expect(countsOf(items) + other_clicks).toBe(total_clicks);
  const some: Item[] = items.slice(0, 2);
  if (some.length === 0) return;
  const labels = some.map(item => item.label);
  const are = await get("series", { ...scope, [dimension]: labels });
  const areNot = await get("series", { ...scope, [`${dimension}_not`]: labels });
  expect(are.totals.clicks, dimension).toBe(countsOf(some));
  expect(are.totals.clicks + areNot.totals.clicks, dimension).toBe(total_clicks);
  const again = await get("breakdown", { ...scope, dimension, [dimension]: labels });
  expect(again.items.map(({ label, count }: Item) => ({ label, count }))).toEqual(
    some.map(({ label, count }) => ({ label, count })),
  );
}

async function expectSameSummary(
  link: string,
  days: number,
  totals: { clicks: number; unique_visitors: number },
): Promise<void> {
  const { body: summary } = await owner.call("GET", `/analytics/${link}/summary?days=${days}`);
  expect([summary.total_clicks, summary.unique_visitors]).toEqual([totals.clicks, totals.unique_visitors]);
  for (const top of ["top_countries", "top_browsers", "top_os", "top_devices", "top_referrers"]) {
    expect(countsOf(summary[top]), top).toBe(totals.clicks);
  }
}

test("analytics agree for arbitrary clicks: buckets, dimensions, filters and single clicks add up", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyClick, { minLength: 1, maxLength: 300 }),
      fc.constantFrom(...timeZones),
      fc.constantFrom("false", "true"),
      // Ranges that contain all clicks, that cut through them, and that hold a few hours.
      fc.constantFrom(60, 25, 20, 1),
      async (given, timezone, include_bots, days) => {
        const { id, short_code: link } = await owner.makeLink();
        const now = Date.now() - 10_000;
        const clicks = given.map(click => ({ ...click, at: now - click.at, linkId: id, missed: "" }));
        await shipClicks(shunt, clicks, 90);
        await untilIngested(shunt);
        const scope = { link, days: String(days), timezone, include_bots };

        const { totals, ...series } = await get("series", { ...scope, interval: "day" });
        const counted = clicks.filter(({ purpose }) => purpose !== "head");
        if (include_bots === "true" && days === 60) expect(totals.clicks).toBe(counted.length);
        expect(clicksOf(series.series)).toBe(totals.clicks);
        expect(series.series).toHaveLength(days);
        for (const interval of intervals) expect((await get("series", { ...scope, interval })).totals).toEqual(totals);

        const byHour = await get("series", { ...scope, days: "25", interval: "hour" });
        expect(byHour.totals).toEqual((await get("series", { ...scope, days: "25" })).totals);

        expect(sum((await get("heatmap", scope)).clicks.flat())).toBe(totals.clicks);
        expect(clicksOf((await get("links", scope)).items)).toBe(totals.clicks);
        expect((await get("compare", scope)).items[0].totals).toEqual(totals);

        const events = await get("events", { ...scope, size: "1000" });
        expect(events.items).toHaveLength(totals.clicks);
        expect(new Set(events.items.map((event: { id: string }) => event.id)).size).toBe(totals.clicks);
        const lines = (await owner.read(`/analytics/export?${query({ ...scope, format: "ndjson" })}`)).split("\n");
        expect(lines).toHaveLength(totals.clicks + 1);

        for (const dimension of dimensions) await expectAgreement(scope, dimension, totals.clicks);
        if (timezone === "UTC" && include_bots === "false") await expectSameSummary(link, days, totals);
      },
    ),
    // About a thousand requests, one after the other: as many runs as a minute allows.
    { numRuns: 12, interruptAfterTimeLimit: 60_000, endOnFailure: true },
  );
});

test("analytics agree for dimension values beyond the daily limit, and single clicks keep the full value", async () => {
  const { id, short_code: link } = await owner.makeLink();
  const now = Date.now() - 10_000;
  const destination = `https://example.com/${"x".repeat(3_000)}`;
  const clickOf = (i: number, at: number): Click =>
    aClick({
      linkId: id,
      at,
      ip: `11.${i >> 8}.${i & 255}.7`,
      userAgent: `Mozilla/5.0 (X11; Linux x86_64; rv:${i}.0) Gecko/20100101 Firefox/${i}.0`,
      referrer: `https://site-${i}.example/`,
      marks: `utm_term=term-${i}`,
      destination,
    });
  // The reverse order on the day before, so that each day keeps other values.
  const today = Array.from({ length: 300 }, (_, i) => clickOf(i, now));
  const before = Array.from({ length: 300 }, (_, i) => clickOf(400 - i, now - 24 * hourMs));
  await shipClicks(shunt, [...today, ...before], 150);
  await untilIngested(shunt);
  const scope = { link, days: "60", timezone: "UTC", include_bots: "false" };

  for (const dimension of dimensions) await expectAgreement(scope, dimension, 600);
  const { items } = await get("breakdown", { ...scope, dimension: "utm_term" });
  expect(items[0]).toMatchObject({ label: "(other)", count: 600 - 2 * 119 });
  const others = await get("events", { ...scope, utm_term: "(other)", size: "1000" });
  expect(others.items).toHaveLength(items[0].count);
  const all = await get("events", { ...scope, size: "1000" });
  expect(new Set(all.items.map((event: { utm_term: string }) => event.utm_term)).size).toBe(401);
  expect(new Set(all.items.map((event: { destination: string }) => event.destination))).toEqual(new Set([destination]));
});
