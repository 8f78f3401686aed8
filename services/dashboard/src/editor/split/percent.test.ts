import fc from "fast-check";
import { expect, test } from "vitest";
import { toEvenWeights, toShares } from "./percent.ts";

test.each([
  [
    ["80", "20"],
    [0.8, 0.2],
  ],
  [
    ["1", "1", "2"],
    [0.25, 0.25, 0.5],
  ],
  [
    ["5", "0"],
    [1, 0],
  ],
  [
    ["0", "0"],
    [0, 0],
  ],
  [
    ["", "three", "-4", "4"],
    [0, 0, 0, 1],
  ],
])("weights %j have the shares %j", (weights, shares) => {
  expect(toShares(weights)).toEqual(shares);
});

test("even weights add up to 100 and differ by one at most", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 10 }), count => {
      const weights = toEvenWeights(count).map(Number);

      expect(weights).toHaveLength(count);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
      expect(Math.max(...weights) - Math.min(...weights)).toBeLessThanOrEqual(1);
    }),
  );
});
