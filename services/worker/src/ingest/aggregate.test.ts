import { anonymousWorkspaceId } from "@shunt/db";
import { aClick } from "@shunt/testing";
import { expect, test } from "vitest";
import { enrichClick } from "../enrich/enrich-click.ts";
import { aggregate } from "./aggregate.ts";
import { toDay } from "./day.ts";
import type { StoredClick } from "./stored-click.ts";

const noon = Date.UTC(2026, 10, 20, 12);
const agent = { browser: "Chrome", browserVersion: null, os: null, osVersion: null, device: "desktop" };
const deps = { countryOf: () => null, readAgent: () => agent, now: () => noon };

function aStoredClick(given: Partial<StoredClick> = {}): StoredClick {
  const enriched = { ...enrichClick(deps, aClick({ at: noon })), ...given };
  const day = toDay(enriched.clickedAt);
  return { id: "click", workspaceId: anonymousWorkspaceId, visitorHash: null, ...enriched, day };
}

test("a batch in any order gives rows in the order of their keys", () => {
  const tomorrow = new Date(noon + 24 * 60 * 60_000);
  const clicks = [
    aStoredClick({ linkId: "b" }),
    aStoredClick({ linkId: "a", clickedAt: tomorrow }),
    aStoredClick({ linkId: "a" }),
  ];

  const { totals, days } = aggregate(clicks);

  expect(totals.map(row => row.linkId)).toEqual(["a", "b"]);
  expect(days.map(row => `${row.linkId} ${row.day}`)).toEqual(["a 2026-11-20", "a 2026-11-21", "b 2026-11-20"]);
  expect(aggregate(clicks.toReversed())).toEqual(aggregate(clicks));
});

test("a day begins at midnight UTC", () => {
  const midnight = Date.UTC(2026, 10, 20);
  const clicks = [midnight - 1, midnight].map(time => aStoredClick({ clickedAt: new Date(time) }));

  const { days } = aggregate(clicks);

  expect(days).toMatchObject([
    { day: "2026-11-19", clicks: 1 },
    { day: "2026-11-20", clicks: 1 },
  ]);
});

test("a machine counts as a click, and neither as a person nor in any dimension", () => {
  const { totals, days, dimensions } = aggregate([aStoredClick({ class: "bot" })]);

  expect(totals).toMatchObject([{ clicks: 1, humanClicks: 0 }]);
  expect(days).toMatchObject([{ clicks: 1, humanClicks: 0 }]);
  expect(dimensions).toEqual([]);
});

test("what is not known about a person has a name of its own", () => {
  const { dimensions } = aggregate([aStoredClick({ browser: null })]);

  expect(dimensions.map(row => [row.dimension, row.value])).toEqual([
    ["browser", "Unknown"],
    ["country", "Unknown"],
    ["device", "desktop"],
    ["os", "Unknown"],
    ["referrer", "Direct"],
  ]);
});

test("the last click is the latest one, wherever it stands in the batch", () => {
  const clicks = [noon, noon + 5, noon - 5].map(time => aStoredClick({ clickedAt: new Date(time) }));

  const { totals } = aggregate(clicks);

  expect(totals).toMatchObject([{ clicks: 3, lastClickedAt: new Date(noon + 5) }]);
});
