import type { LinkRules, LinkSplit } from "@shunt/contracts/links";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { createDecide } from "../decide.ts";
import { aVisit } from "../testing/a-visit.ts";
import { theTools } from "../testing/the-tools.ts";

const decide = createDecide(theTools);
const domain = aCachedDomain();
const at = Date.UTC(2026, 10, 20);
const split: LinkSplit = {
  variants: [
    { name: "A", url: "https://example.com/a", weight: 1 },
    { name: "B", url: "https://example.com/b", weight: 1 },
  ],
};
const visits = Array.from({ length: 100 }, (_, i) => aVisit({ at, network: `192.0.2.${i}` }));

function decisionsOf(rules: LinkRules, given: Parameters<typeof aCachedLink>[0] = {}) {
  return visits.map(visit => decide(aCachedLink({ rules, ...given }), domain, visit));
}

test("a split redirects visitors to the URL of their variant, names it, and forbids caching", () => {
  const decisions = decisionsOf({ split }, { status: 307, isIndexable: true });

  const of = (name: string) => ({
    outcome: "redirect",
    target: { url: `https://example.com/${name.toLowerCase()}`, status: 307, isIndexable: true, cacheSeconds: 0 },
    chosen: { variant: name },
  });
  for (const decision of decisions) expect([of("A"), of("B")]).toContainEqual(decision);
  expect(new Set(decisions.map(({ chosen }) => chosen?.variant))).toEqual(new Set(["A", "B"]));
});

test("a split gives a visitor the same variant at every time and after the link moved", () => {
  const again = visits.map(visit => ({ ...visit, at: at + 10 ** 9, code: "moved", path: "/moved" }));

  const later = again.map(visit => decide(aCachedLink({ rules: { split }, version: 7 }), domain, visit).chosen);

  expect(later).toEqual(decisionsOf({ split }).map(({ chosen }) => chosen));
});

test("a split does not read the class of a visitor", () => {
  for (const { chosen } of decisionsOf({ split })) expect(chosen).not.toHaveProperty("class");
});

test("other behaviours of the link complete the redirect to a variant", () => {
  const [decision] = decisionsOf({ split, referrer_policy: "no-referrer" });

  expect(decision?.target).toMatchObject({ referrerPolicy: "no-referrer" });
});

test.each([
  ["an expired link", { expiresAt: at }, "expired"],
  ["a disabled link", { isActive: false }, "inactive"],
  ["a blocked link", { isBlocked: true }, "blocked"],
])("a split chooses nothing for %s", (_name, given, outcome) => {
  for (const decision of decisionsOf({ split }, given)) expect(decision).toEqual({ outcome, target: null });
});

test.each([
  ["a field of a newer release", { ...split, holdout: 5 }],
  ["variants of another form", { variants: [{ name: "A", urls: [] }] }],
  ["no variants", {}],
])("a split with %s is not decided by", (_name, value) => {
  const rules = { split: value } as unknown as LinkRules;

  for (const decision of decisionsOf(rules)) expect(decision).toEqual({ outcome: "unsupported", target: null });
});
