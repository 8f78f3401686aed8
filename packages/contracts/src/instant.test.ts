import { expect, test } from "vitest";
import { Instant } from "./instant.ts";

test.each([
  ["2026-12-01T10:00:00Z", "2026-12-01T10:00:00.000Z"],
  ["2026-12-01T10:00:00+02:00", "2026-12-01T08:00:00.000Z"],
  ["2026-12-01T10:00:00", "2026-12-01T10:00:00.000Z"],
])("%s means %s", (typed, iso) => {
  expect(Instant.parse(typed).toISOString()).toBe(iso);
});

test.each(["tomorrow", "2026-02-30T00:00:00Z", "2026-12-01", "1969-12-31T23:59:59Z", "99999-01-01T00:00:00Z", ""])(
  "%j is refused",
  typed => {
    expect(Instant.safeParse(typed).success).toBe(false);
  },
);
