import { expect, test } from "vitest";
import { type Outcome, outcomes } from "./outcomes.ts";

const all = Object.keys(outcomes) as Outcome[];

test("only a redirect to the destination is a click, and only that is believed from a replica", () => {
  expect(all.filter(outcome => outcomes[outcome].recorded === "click")).toEqual(["redirect"]);
  expect(all.filter(outcome => outcomes[outcome].isReplicaEnough)).toEqual(["redirect"]);
});

test("the labels of answers in metrics are the released ones", () => {
  const labels = all.flatMap(outcome => [outcomes[outcome].label, outcomes[outcome].redirectLabel]);

  expect(new Set(labels)).toEqual(
    new Set(["redirect", "fallback", "missing", "blocked", "expired", "rate-limited", "malformed"]),
  );
});
