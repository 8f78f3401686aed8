import type { LinkSplit } from "@shunt/contracts/links";
import fc from "fast-check";
import { expect, test } from "vitest";
import { VariantChoice } from "./choose-variant.ts";
import { createVisitorHash } from "./visitor-hash.ts";

const hashVisitor = createVisitorHash("");
const visitors = Array.from({ length: 20_000 }, (_, i) =>
  hashVisitor({ linkId: "a", network: `11.${i >> 8}.${i & 255}.7`, userAgent: "Firefox" }),
);
const endsAt = "2026-12-01T00:00:00.000Z";

function aSplit(weights: Readonly<Record<string, number>>, given: Partial<LinkSplit> = {}): LinkSplit {
  const variants = Object.entries(weights).map(([name, weight]) => ({
    name,
    url: `https://example.com/${name}`,
    weight,
  }));
  return { variants, ...given };
}

/** The name of each visitor's variant. */
function choicesOf(weights: Readonly<Record<string, number>>): string[] {
  const choice = new VariantChoice(aSplit(weights));
  return visitors.map(visitor => choice.choose(visitor, 0).name);
}

/** Six standard deviations of a binomial distribution: a correct share is beyond it once in 500 million. */
function toleranceOf(share: number): number {
  return 6 * Math.sqrt(visitors.length * share * (1 - share)) + 1;
}

const weights = fc
  .dictionary(fc.string({ minLength: 1, maxLength: 50 }), fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 1_000_000 })), {
    minKeys: 2,
    maxKeys: 10,
  })
  .filter(given => Object.values(given).some(weight => weight > 0));

test("each variant gets the share of visitors that its weight demands", () => {
  fc.assert(
    fc.property(weights, given => {
      const total = Object.values(given).reduce((sum, weight) => sum + weight, 0);
      const counts = Map.groupBy(choicesOf(given), name => name);

      for (const [name, weight] of Object.entries(given)) {
        const share = weight / total;
        const count = counts.get(name)?.length ?? 0;
        expect(Math.abs(count - share * visitors.length), name).toBeLessThanOrEqual(toleranceOf(share));
        if (weight === 0) expect(count, name).toBe(0);
      }
    }),
    { numRuns: 20 },
  );
});

test.each<[string, Record<string, number>, Record<string, number>]>([
  ["a variant that gains weight", { a: 50, b: 50 }, { a: 50, b: 75 }],
  ["a variant that loses weight", { a: 50, b: 50, c: 20 }, { a: 50, b: 10, c: 20 }],
  ["a new variant", { a: 3, b: 1 }, { c: 2, a: 3, b: 1 }],
  ["a removed variant", { a: 3, b: 1, c: 2 }, { a: 3, b: 1 }],
  ["a variant that gets no more visitors", { a: 3, b: 1, c: 2 }, { a: 0, b: 1, c: 2 }],
])("only visitors of %s move", (_name, before, after) => {
  const [from, to] = [choicesOf(before), choicesOf(after)];
  const changed = Object.keys({ ...before, ...after }).find(name => before[name] !== after[name]) ?? "";

  const moved = from.flatMap((name, i) => (name === to[i] ? [] : [[name, to[i]]]));

  expect(moved.every(names => names.includes(changed))).toBe(true);
  const shareOf = (given: Record<string, number>) =>
    (given[changed] ?? 0) / Object.values(given).reduce((sum, weight) => sum + weight, 0);
  const share = Math.abs(shareOf(before) - shareOf(after));
  expect(Math.abs(moved.length - share * visitors.length)).toBeLessThanOrEqual(toleranceOf(share));
});

test("visitors keep their variants with each release, also while releases run side by side", () => {
  const choice = new VariantChoice(aSplit({ a: 1, b: 2, c: 3 }));
  const names = Array.from(
    { length: 60 },
    (_, i) =>
      choice.choose(createVisitorHash("key")({ linkId: "a", network: `192.0.2.${i}`, userAgent: "Firefox" }), 0).name,
  );

  expect(names.join("")).toBe("ccacbbbcacabccccbbcbacbbabcacbbccbbccbbcbccacacbabccccabbacb");
});

test("a split keeps all visitors in place if its variants are sorted or all weights double", () => {
  const before = choicesOf({ a: 1, b: 2, c: 4 });

  expect(choicesOf({ c: 4, b: 2, a: 1 })).toEqual(before);
  expect(choicesOf({ a: 2, b: 4, c: 8 })).toEqual(before);
});

test.each<[string, Partial<LinkSplit>, string]>([
  ["the winner", { ends_at: endsAt, winner: "small" }, "small"],
  ["a winner without weight", { ends_at: endsAt, winner: "none" }, "none"],
  ["the heaviest variant without a winner", { ends_at: endsAt }, "big"],
])("every visitor gets %s from the end on", (_name, given, winner) => {
  const choice = new VariantChoice(aSplit({ none: 0, small: 1, big: 9, other: 9 }, given));
  const namesAt = (at: number) => new Set(visitors.slice(0, 500).map(visitor => choice.choose(visitor, at).name));

  expect(namesAt(Date.parse(endsAt) - 1)).toEqual(new Set(["small", "big", "other"]));
  expect(namesAt(Date.parse(endsAt))).toEqual(new Set([winner]));
});
