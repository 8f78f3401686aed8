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

test("Facts keeps the first 100 values of a parameter and of a cookie, so that a thousand conditions stay cheap", () => {
  const values = Array.from({ length: 4_000 }, (_, i) => `k=${i}`);
  const facts = new Facts(
    aVisit({ query: `${values.join("&")}&last`, headers: { cookie: `${values.join("; ")}; last=` } }),
    theTools,
  );

  for (const texts of [facts.params, facts.cookies]) {
    expect(texts.get("k")).toEqual(Array.from({ length: 100 }, (_, i) => String(i)));
    expect(texts.get("last")).toEqual([""]);
  }
});
