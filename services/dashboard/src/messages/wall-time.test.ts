import { afterAll, expect, test, vi } from "vitest";

const chosen = "America/New_York";
vi.stubGlobal("localStorage", { getItem: (key: string) => (key === "shunt-time-zone" ? chosen : null) });
// The zone is read once, and files of tests share modules.
vi.resetModules();
const { fromWallTime, startOfDay, toWallTime } = await import("./wall-time.ts");
const { formatDate, formatDateTime, formatDay, formatRelative } = await import("./format.ts");
afterAll(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each([
  ["2027-01-31T14:00:00.000Z", "2027-01-31T09:00:00.000"],
  ["2027-07-01T02:30:15.250Z", "2027-06-30T22:30:15.250"],
])("the zone of the account shows %s as %s", (instant, wall) => {
  expect(toWallTime(new Date(instant))).toBe(wall);
  expect(fromWallTime(wall)?.toISOString()).toBe(instant);
});

test.each([
  ["an hour that comes twice", "2026-11-01T01:30", "2026-11-01T05:30:00.000Z"],
  ["an hour that is skipped", "2026-03-08T02:30", "2026-03-08T07:30:00.000Z"],
  ["the hour before it", "2026-03-08T01:30", "2026-03-08T06:30:00.000Z"],
  ["the hour after it", "2026-03-08T03:30", "2026-03-08T07:30:00.000Z"],
])("fromWallTime finds the moment of %s", (_, wall, instant) => {
  expect(fromWallTime(wall)?.toISOString()).toBe(instant);
});

test.each(["", "soon", "2027-13-01T00:00", "2027-01-31"])("fromWallTime finds no moment in %j", text => {
  expect(fromWallTime(text)).toBe(undefined);
});

test("startOfDay is midnight in the zone of the account, also where a day has 25 hours", () => {
  expect([startOfDay("2026-11-01"), startOfDay("2026-11-01", 1)]).toEqual([
    "2026-11-01T04:00:00.000Z",
    "2026-11-02T05:00:00.000Z",
  ]);
});

test("dates and times are those of the zone of the account", () => {
  expect([formatDate("2027-02-01T03:00:00Z"), formatDateTime("2027-02-01T03:00:00Z")]).toEqual([
    "Jan 31, 2027",
    expect.stringMatching(/^Jan 31, 2027, 10:00.PM$/),
  ]);
});

test("a day of a calendar is the same in every zone", () => {
  expect(formatDay("2026-11-20")).toBe("Nov 20, 2026");
});

const tuesdayAt8 = "2026-12-01T13:00:00Z";

test.each([
  ["2026-12-01T12:59:30Z", "30 seconds ago"],
  ["2026-12-01T12:00:20Z", "1 hour ago"],
  ["2026-12-01T05:00:00Z", "8 hours ago"],
  ["2026-11-30T05:00:00Z", "yesterday"],
  ["2026-11-30T04:59:00Z", "2 days ago"],
  ["2026-12-03T04:59:00Z", "tomorrow"],
  ["2026-12-03T05:00:00Z", "in 2 days"],
  ["2026-11-23T13:00:00Z", "1 week ago"],
  ["2026-10-20T13:00:00Z", "1 month ago"],
  ["2027-12-05T13:00:00Z", "in 1 year"],
])("formatRelative counts days as calendars of the account's zone do: %s is %s", (instant, text) => {
  expect(formatRelative(instant, Date.parse(tuesdayAt8))).toBe(text);
});

test("the end of a day with 25 hours is a day after its start", () => {
  expect(formatRelative("2026-11-02T04:30:00Z", Date.parse("2026-11-01T04:10:00Z"))).toBe("tomorrow");
});
