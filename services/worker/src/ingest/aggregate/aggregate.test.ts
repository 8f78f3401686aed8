import { expect, test } from "vitest";
import { aStoredClick } from "../../testing/a-stored-click.ts";
import { aggregate, toTotals } from "./aggregate.ts";

const noon = Date.UTC(2026, 10, 20, 12);
const dayMs = 24 * 60 * 60_000;
const noFirstVisits = new Set<never>();

test("aggregate sorts rows by their keys, whatever the order of the clicks", () => {
  const clicks = [
    aStoredClick({ linkId: "b" }),
    aStoredClick({ linkId: "a", at: noon + dayMs }),
    aStoredClick({ linkId: "a" }),
  ];

  const totals = toTotals(clicks);
  const { days, quarters } = aggregate(clicks, noFirstVisits);

  expect(totals.map(row => row.linkId)).toEqual(["a", "b"]);
  expect(days.map(row => `${row.linkId} ${row.day}`)).toEqual(["a 2026-11-20", "a 2026-11-21", "b 2026-11-20"]);
  expect(quarters.map(row => [row.linkId, row.at])).toEqual([
    ["a", noon],
    ["a", noon + dayMs],
    ["b", noon],
  ]);
  expect(aggregate(clicks.toReversed(), noFirstVisits)).toEqual(aggregate(clicks, noFirstVisits));
});

test("aggregate starts days at midnight UTC and quarters at full minutes", () => {
  const midnight = Date.UTC(2026, 10, 20);
  const clicks = [midnight - 1, midnight].map(at => aStoredClick({ at }));

  const { days, quarters } = aggregate(clicks, noFirstVisits);

  expect(days).toMatchObject([
    { day: "2026-11-19", clicks: 1 },
    { day: "2026-11-20", clicks: 1 },
  ]);
  expect(quarters.map(row => row.at)).toEqual([midnight - 15 * 60_000, midnight]);
});

test("aggregate counts a bot as a click but not as a human click", () => {
  const bot = aStoredClick({ class: "bot", classReason: "googlebot", source: "qr" });

  const totals = toTotals([bot]);
  const { days, quarters, dimensions } = aggregate([bot], noFirstVisits);

  expect(totals).toMatchObject([{ clicks: 1, humanClicks: 0 }]);
  expect(days).toMatchObject([{ clicks: 1, humanClicks: 0, scans: 0 }]);
  expect(quarters).toMatchObject([{ clicks: 1, humanClicks: 0, scans: 0 }]);
  expect(dimensions.every(row => row.clicks === 1 && row.humanClicks === 0)).toBe(true);
  expect(dimensions).toContainEqual(expect.objectContaining({ dimension: "class", value: "bot", detail: "googlebot" }));
});

test("aggregate adds no row for unknown values and stores versions as details", () => {
  const { dimensions } = aggregate([aStoredClick()], noFirstVisits);

  expect(dimensions.map(row => [row.dimension, row.value, row.detail]).sort()).toEqual([
    ["browser", "Chrome", "149.0"],
    ["destination", "https://example.com/", ""],
    ["device", "desktop", ""],
  ]);
});

test("aggregate counts scans and first visits separately", () => {
  const [scan, again] = [aStoredClick({ source: "qr" }), aStoredClick({ at: noon + 20 * 60_000 })];

  const { days, quarters } = aggregate([scan, again], new Set([scan]));

  expect(days).toMatchObject([{ clicks: 2, uniqueVisitors: 1, scans: 1 }]);
  expect(quarters).toMatchObject([
    { clicks: 1, uniqueVisitors: 1, scans: 1 },
    { clicks: 1, uniqueVisitors: 0, scans: 0 },
  ]);
});

test("aggregate cuts values to the maximum length of an index entry", () => {
  const { dimensions } = aggregate(
    [aStoredClick({ destination: `https://example.com/${"😀".repeat(1_000)}` })],
    noFirstVisits,
  );

  const { value = "" } = dimensions.find(row => row.dimension === "destination") ?? {};
  expect([...value]).toHaveLength(500);
  expect(Buffer.byteLength(value)).toBeLessThan(2_000);
  expect(value.isWellFormed()).toBe(true);
});

test("toTotals finds the latest click in any order", () => {
  const clicks = [noon, noon + 5, noon - 5].map(at => aStoredClick({ at }));

  const totals = toTotals(clicks);

  expect(totals).toMatchObject([{ clicks: 3, lastClickedAt: noon + 5 }]);
});
