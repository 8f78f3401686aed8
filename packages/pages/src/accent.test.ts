import fc from "fast-check";
import { expect, test } from "vitest";
import { contrastOf, toAccent } from "./accent.ts";

const color = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, "0")}`);

test.each(["#ffffff", "#1b1e25"])("toAccent returns readable colours on %s for any brand colour", background => {
  fc.assert(
    fc.property(color, brand => {
      const { accent, onAccent } = toAccent(brand, background);

      expect(contrastOf(accent, background)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(onAccent, accent)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test("toAccent keeps a colour that is readable", () => {
  expect(toAccent("#1f4fd1", "#ffffff")).toEqual({ accent: "#1f4fd1", onAccent: "#ffffff" });
});

test("contrastOf returns the ratio of WCAG", () => {
  expect(contrastOf("#000000", "#ffffff")).toBe(21);
  expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
