import { expect, test } from "vitest";
import { MissingCodes } from "./missing-codes.ts";

test("has returns true for five seconds after add", () => {
  const clock = { now: 0 };
  const missing = new MissingCodes(() => clock.now);

  missing.add("abc");

  expect(missing.has("abc")).toBe(true);
  clock.now = 5_000;
  expect(missing.has("abc")).toBe(false);
});

test("add evicts the oldest code above the limit", () => {
  const missing = new MissingCodes(() => 0);

  for (let i = 0; i <= 20_000; i++) missing.add(`code${i}`);

  expect(missing.has("code0")).toBe(false);
  expect(missing.has("code1")).toBe(true);
  expect(missing.has("code20000")).toBe(true);
});
