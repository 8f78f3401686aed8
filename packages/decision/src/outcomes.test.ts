import { expect, test } from "vitest";
import { type Outcome, outcomes } from "./outcomes.ts";

const all = Object.keys(outcomes) as Outcome[];

test("outcomes record a click for redirects, cards and pixels, and accept a replica's row for redirects only", () => {
  expect(all.filter(outcome => outcomes[outcome].recorded === "click")).toEqual(["redirect", "card", "pixel"]);
  expect(all.filter(outcome => outcomes[outcome].isReplicaEnough)).toEqual(["redirect"]);
});
