import { expect, test } from "vitest";
import { createRepeats } from "./repeats.ts";

function aFailure(message = "connect ECONNREFUSED 10.0.0.5:5432") {
  return new Error(message);
}

test("createRepeats leaves out repeats of a failure for half a minute, whatever item it hits, then counts them", () => {
  let now = 0;
  const repeats = createRepeats(() => now);

  expect(repeats.count({ err: aFailure(), batch: "a" } as { err: Error }, "batch failed")).toBe(0);
  now = 29_999;
  expect(repeats.count({ err: aFailure(), batch: "b" } as { err: Error }, "batch failed")).toBeUndefined();
  expect(repeats.count({ err: aFailure(), batch: "c" } as { err: Error }, "batch failed")).toBeUndefined();
  now = 30_000;
  expect(repeats.count({ err: aFailure(), batch: "d" } as { err: Error }, "batch failed")).toBe(2);
  now = 60_000;
  expect(repeats.count({ err: aFailure(), batch: "e" } as { err: Error }, "batch failed")).toBe(0);
});

test.each<[string, { err: Error }, string]>([
  ["another failure", { err: aFailure("Command timed out") }, "batch failed"],
  ["another message", { err: aFailure() }, "outbox not swept"],
  ["another dependency", { err: aFailure(), dependency: "redis" } as { err: Error }, "batch failed"],
  ["another request", { err: aFailure(), request_id: "2" } as { err: Error }, "batch failed"],
])("createRepeats leaves out no line with %s", (_, fields, message) => {
  const repeats = createRepeats(() => 0);
  repeats.count({ err: aFailure() }, "batch failed");

  expect(repeats.count(fields, message)).toBe(0);
});
