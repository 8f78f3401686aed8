import { afterAll, expect, test, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: (key: string) => (key === "shunt-time-zone" ? "America/New_York" : null) });
// The zone is read once, and files of tests share modules.
vi.resetModules();
const { toInstant, toLocalTimeIn } = await import("./local-time.ts");
afterAll(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each([
  ["of 24 hours", "2026-11-30T12:00:40Z", 1, "2026-12-01T07:00", "2026-12-01T12:00:00.000Z"],
  ["of 25 hours", "2026-10-31T12:00:00Z", 1, "2026-11-01T08:00", "2026-11-01T13:00:00.000Z"],
  ["of 23 hours", "2026-03-07T12:00:00Z", 1, "2026-03-08T07:00", "2026-03-08T11:00:00.000Z"],
  ["into the next year", "2026-12-15T12:00:00Z", 30, "2027-01-14T07:00", "2027-01-14T12:00:00.000Z"],
])("some days later is the same time of day, %s", (_what, now, days, local, instant) => {
  const found = toLocalTimeIn(days, new Date(now));

  expect([found, toInstant(found)]).toEqual([local, instant]);
});
