import { expect, test } from "vitest";
import { type Outcome, outcomes } from "./outcomes.ts";

const all = Object.keys(outcomes) as Outcome[];

test("only a redirect to the destination is a click, and only that is believed from a replica", () => {
  expect(all.filter(outcome => outcomes[outcome].recorded === "click")).toEqual(["redirect"]);
  expect(all.filter(outcome => outcomes[outcome].isReplicaEnough)).toEqual(["redirect"]);
});
