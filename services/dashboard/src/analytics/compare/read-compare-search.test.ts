import { expect, test } from "vitest";
import { readCompareSearch } from "./read-compare-search.ts";

const idOf = (n: number) => `01a22485-4173-76bf-adc9-${String(n).padStart(12, "0")}`;

test("readCompareSearch keeps 20 different ids, and drops other texts", () => {
  const link = [idOf(1), idOf(1), "x", ...Array.from({ length: 30 }, (_, n) => idOf(n))];
  const { link: read } = readCompareSearch({ link });

  expect(read).toHaveLength(20);
  expect(new Set(read).size).toBe(20);
});

test("readCompareSearch reads a single id, and period and filters as other pages do", () => {
  expect(readCompareSearch({ link: idOf(1), days: 7, country: "AT" })).toEqual({
    link: [idOf(1)],
    days: 7,
    country: ["AT"],
  });
});
