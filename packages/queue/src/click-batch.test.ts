import { aClick } from "@shunt/testing";
import { expect, test } from "vitest";
import { parseClickBatch, toClickBatch } from "./click-batch.ts";

const click = aClick({ marks: "utm_source=news" });

test("clicks come out of a batch as they went in", () => {
  const clicks = [click, { ...click, at: click.at + 1, ip: "192.0.2.8" }, click];

  const batch = JSON.parse(JSON.stringify(toClickBatch(clicks)));

  expect(parseClickBatch(batch)).toEqual(clicks);
});

test("a string that repeats is sent once", () => {
  const batch = toClickBatch([click, click, click]);

  expect(batch.dictionary.filter(value => value === click.userAgent)).toHaveLength(1);
});

test.each([
  ["a version of the future", { version: 2 }],
  ["columns of different lengths", { ip: [] }],
  ["an index outside of the dictionary", { ip: [99] }],
])("a batch with %s is refused", (_name, change) => {
  expect(() => parseClickBatch({ ...toClickBatch([click]), ...change })).toThrow();
});
