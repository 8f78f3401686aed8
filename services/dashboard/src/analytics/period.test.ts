import { expect, test, vi } from "vitest";
import { countDays, listIntervals, toInterval } from "./period.ts";

vi.stubGlobal("localStorage", { getItem: () => null });

test.each([
  [{}, 30],
  [{ days: 7 }, 7],
  [{ from: "2026-11-01", to: "2026-11-01" }, 1],
  [{ from: "2026-10-24", to: "2026-10-26" }, 3],
  [{ from: "2026-11-27" }, 2],
])("countDays of %o is %i", (search, days) => {
  expect(countDays(search, "2026-11-28")).toBe(days);
});

test.each([
  [{ days: 1 }, "hour"],
  [{ days: 2 }, "hour"],
  [{ from: "2026-11-01", to: "2026-11-01" }, "hour"],
  [{}, "day"],
  [{ days: 7, interval: "hour" as const }, "hour"],
  [{ days: 90, interval: "hour" as const }, "day"],
  [{ days: 1, interval: "month" as const }, "hour"],
  [{ days: 90, interval: "week" as const }, "week"],
])("toInterval of %o is %s", (search, interval) => {
  expect(toInterval(search)).toBe(interval);
});

test("each period has an interval with several points", () => {
  for (let days = 1; days <= 365; days++) expect(listIntervals({ days })).toContain(toInterval({ days }));
});
