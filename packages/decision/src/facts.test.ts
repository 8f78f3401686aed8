import { expect, test } from "vitest";
import { Facts } from "./facts.ts";
import { aVisit } from "./testing/a-visit.ts";
import { theTools } from "./testing/the-tools.ts";

test("Facts knows the class of a visit once it was read", () => {
  const facts = new Facts(aVisit({ userAgent: "Googlebot/2.1" }), theTools);

  expect(facts.knownClassification).toBeUndefined();
  expect(facts.classification).toEqual({ class: "bot", reason: "googlebot" });
  expect(facts.knownClassification).toBe(facts.classification);
});
