import type { OpsOverview } from "@shunt/contracts/admin";
import { expect, test } from "vitest";
import { addToHistory, type HistoryPoint, toHistory, toLine } from "./history.ts";

const start = Date.parse("2026-11-20T12:00:00Z");
const at = (seconds: number) => start + seconds * 1_000;
const aPoint = (seconds: number, clicks: number | null = 0): HistoryPoint => ({
  time: at(seconds),
  queue_clicks: clicks,
  lag_seconds: 0,
  clicks_per_minute: 0,
});
const anOverview = (seconds: number, clicks: number) =>
  ({
    at: new Date(at(seconds)).toISOString(),
    queue: { clicks },
    ingest: { lag_seconds: 1, clicks_per_minute: 2 },
  }) as OpsOverview;
const secondsOf = (points: readonly { time: number }[]) => points.map(({ time }) => (time - start) / 1_000);

test("the history of the stream becomes points", () => {
  const recorded = { at: "2026-11-20T12:00:00Z", queue_clicks: 3, lag_seconds: null, clicks_per_minute: 7 };
  expect(toHistory([recorded])).toEqual([{ time: start, queue_clicks: 3, lag_seconds: null, clicks_per_minute: 7 }]);
});

test("overviews every two seconds add a point every ten seconds, and the last point is always the latest", () => {
  let points: HistoryPoint[] = [];
  for (let second = 0; second <= 30; second += 2) points = addToHistory(points, anOverview(second, second));
  expect(secondsOf(points)).toEqual([0, 10, 20, 30]);
  points = addToHistory(points, anOverview(32, 5));
  expect(secondsOf(points).at(-1)).toBe(32);
  expect(points.at(-1)).toMatchObject({ queue_clicks: 5, lag_seconds: 1, clicks_per_minute: 2 });
});

test("points older than 15 minutes leave the history", () => {
  expect(secondsOf(addToHistory([aPoint(0), aPoint(10)], anOverview(905, 1)))).toEqual([10, 905]);
});

test("a queue that does not respond leaves a gap in the line", () => {
  const points = addToHistory([aPoint(0, 4)], { ...anOverview(10, 0), queue: null });
  expect(toLine(points, "queue_clicks").map(({ value }) => value)).toEqual([4, null]);
});

test("points more than 30 seconds apart are not connected", () => {
  const line = toLine([aPoint(0, 1), aPoint(30, 2), aPoint(61, 3)], "queue_clicks");
  expect(line.map(({ value }) => value)).toEqual([1, 2, null, 3]);
});
