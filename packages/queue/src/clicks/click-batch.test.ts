import { aClick } from "@shunt/testing";
import { expect, test } from "vitest";
import { toBatchOrigin } from "./batch-origin.ts";
import { NewerBatchError, parseClickBatch, toClickBatch } from "./click-batch.ts";

const dayMs = 86_400_000;
const click = aClick({ marks: "utm_source=news" });

test("clicks come out of a batch as they went in", () => {
  const clicks = [click, { ...click, at: click.at + 400 * dayMs, ip: "192.0.2.8" }, { ...click, at: click.at - 5 }];

  const batch = JSON.parse(JSON.stringify(toClickBatch(clicks)));

  expect(parseClickBatch(batch)).toEqual(clicks);
});

test("a batch without clicks holds none", () => {
  expect(parseClickBatch(toClickBatch([]))).toEqual([]);
});

test("a string that repeats is sent once", () => {
  const batch = toClickBatch([click, click, click]);

  expect(batch.dictionary.filter(value => value === click.userAgent)).toHaveLength(1);
});

test.each([
  ["a version that is none", { version: 1 }],
  ["columns of different lengths", { ip: "" }],
  ["a column that is no base64", { ip: "?" }],
  ["a count that is not that of its columns", { count: 2 }],
  ["an index outside of the dictionary", { ip: Buffer.from([99, 0]).toString("base64") }],
])("a batch with %s is refused", (_name, change) => {
  expect(() => parseClickBatch({ ...toClickBatch([click]), ...change })).toThrow();
});

test("a batch of the version before is read, without what that did not know", () => {
  const { missed: _missed, ...batch } = { missed: "", ...toClickBatch([click, { ...click, missed: "1/abc" }]) };
  const at = Buffer.from(Int32Array.of(0, -5).buffer).toString("base64");

  expect(parseClickBatch({ ...batch, version: 2, from: click.at, at })).toEqual([
    { ...click, missed: "" },
    { ...click, at: click.at - 5, missed: "" },
  ]);
});

test("a batch of the future is told from one that is broken", () => {
  expect(() => parseClickBatch({ version: 4, anything: [] })).toThrow(NewerBatchError);
});

const toTrace = (i: number) => `00-${String(i + 1).padStart(32, "0")}-b7ad6b7169203331-01`;

test("a batch tells of the visits that were traced, of 32 at most, and its clicks are what they are without", () => {
  const clicks = Array.from({ length: 100 }, (_, i) => ({ ...click, at: click.at + i }));
  const traced = clicks.map((each, i) => (i % 2 === 0 ? each : { ...each, trace: toTrace(i) }));

  const batch = JSON.parse(JSON.stringify(toClickBatch(traced)));

  expect(parseClickBatch(batch)).toEqual(clicks);
  expect(toBatchOrigin({ ...batch, traceparent: toTrace(0) })).toEqual({
    traceparent: toTrace(0),
    visits: Array.from({ length: 32 }, (_, i) => toTrace(2 * i + 1)),
  });
});

test("a batch of an edge that traces nothing tells of nothing, and no byte more is sent", () => {
  const batch = toClickBatch([click]);

  expect(toBatchOrigin(batch)).toEqual({ traceparent: undefined, visits: [] });
  expect(Object.keys(JSON.parse(JSON.stringify(batch)))).not.toContain("traces");
});

test("what a later edge may add to a batch of this version is overlooked", () => {
  expect(parseClickBatch({ ...toClickBatch([click]), added: { later: true } })).toEqual([click]);
});
