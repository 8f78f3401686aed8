import { expect, test } from "vitest";
import { Split, StoredSplit, targetsOfSplit } from "./split.ts";

const a = { name: "A", url: "https://example.com/a", weight: 3 };
const b = { name: "B", url: "https://example.com/b", weight: 1 };
const long = (length: number) => `https://example.com/${"x".repeat(length)}`;

test("Split stores names, weights, end and winner", () => {
  const split = Split.parse({ variants: [a, b], ends_at: "2026-12-01T01:00:00+01:00", winner: "B" });

  expect(split).toEqual({ variants: [a, b], ends_at: "2026-12-01T00:00:00.000Z", winner: "B" });
  expect(StoredSplit.parse(split)).toEqual(split);
  expect(targetsOfSplit(split)).toEqual([
    { pointer: "/variants/0/url", url: a.url },
    { pointer: "/variants/1/url", url: b.url },
  ]);
});

test("Split gives variants without a name the smallest free number, and without a weight 1", () => {
  const variants = [{ url: a.url }, { name: "Variant 1", url: a.url }, { url: b.url, weight: 5 }];

  expect(Split.parse({ variants, ends_at: null, winner: null })).toEqual({
    variants: [
      { name: "variant 2", url: a.url, weight: 1 },
      { name: "Variant 1", url: a.url, weight: 1 },
      { name: "variant 3", url: b.url, weight: 5 },
    ],
  });
});

test("Split finds the winner in another case, and stores the name of its variant", () => {
  const split = Split.parse({ variants: [a, b], ends_at: "2026-12-01", winner: "b" });

  expect(split).toMatchObject({ winner: "B" });
});

test("Split accepts the name of an unnamed variant as the winner", () => {
  const given = { variants: [{ url: a.url }, { url: b.url }], ends_at: "2026-12-01", winner: "variant 2" };

  expect(Split.parse(given)).toMatchObject({ winner: "variant 2" });
});

test.each<[string, object, string]>([
  ["one variant", { variants: [a] }, "variants"],
  ["eleven variants", { variants: Array.from({ length: 11 }, () => ({ url: a.url })) }, "variants"],
  ["a name twice", { variants: [a, b, { ...b, name: "a" }] }, "variants/2/name"],
  ["the label of clicks without a variant", { variants: [{ ...a, name: "none" }, b] }, "variants/0/name"],
  ["the label of rare variants", { variants: [a, { ...b, name: "(Other)" }] }, "variants/1/name"],
  ["an empty name", { variants: [a, { ...b, name: " " }] }, "variants/1/name"],
  ["a long name", { variants: [a, { ...b, name: "x".repeat(51) }] }, "variants/1/name"],
  ["a negative weight", { variants: [a, { ...b, weight: -1 }] }, "variants/1/weight"],
  ["a weight with a fraction", { variants: [a, { ...b, weight: 0.5 }] }, "variants/1/weight"],
  ["a weight above a million", { variants: [a, { ...b, weight: 1_000_001 }] }, "variants/1/weight"],
  ["no weight above 0", { variants: [a, b].map(each => ({ ...each, weight: 0 })) }, "variants"],
  ["a script", { variants: [a, { ...b, url: "javascript:alert(1)" }] }, "variants/1/url"],
  ["no URL", { variants: [{ name: "A" }, b] }, "variants/0/url"],
  ["very long URLs", { variants: Array.from({ length: 5 }, () => ({ url: long(8_000) })) }, "variants"],
  ["a winner without an end", { variants: [a, b], winner: "A" }, "winner"],
  ["an unknown winner", { variants: [a, b], ends_at: "2026-12-01", winner: "C" }, "winner"],
  ["a malformed end", { variants: [a, b], ends_at: "soon" }, "ends_at"],
  ["an unknown field", { variants: [a, b], sticky: true }, ""],
])("Split refuses %s with a pointer to it", (_name, given, pointer) => {
  const { error } = Split.safeParse(given);

  expect(error?.issues.map(({ path }) => path.join("/"))).toEqual([pointer]);
});
