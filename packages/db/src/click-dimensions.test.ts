import { expect, test } from "vitest";
import { countedDimensions, limitsByColumn } from "./click-dimensions.ts";

test("countedDimensions have slots equal to their positions, and released slots never change", () => {
  expect(countedDimensions.map(({ slot }) => slot)).toEqual([...countedDimensions.keys()]);
  expect(countedDimensions.slice(0, 18).map(({ name }) => name)).toEqual([
    ...["country", "region", "city", "browser", "os", "device", "referrer", "language", "destination", "source"],
    ...["class", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "rule", "variant"],
  ]);
});

test("limitsByColumn assigns a unique bit per column, and released bits never change", () => {
  const byBit = [...limitsByColumn.values()].sort((a, b) => a.bit - b.bit);

  expect(byBit.map(({ bit }) => bit)).toEqual(byBit.map((_, i) => 1 << i));
  expect(byBit.slice(0, 17).map(({ column }) => column)).toEqual([
    ...["region", "city", "browser_version", "browser", "os_version", "os", "referrer_host", "language", "destination"],
    ...["class_reason", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"],
    ...["rule", "variant"],
  ]);
});
