import { aClick, toClicks } from "@shunt/testing";
import { expect, test } from "vitest";
import { toBatchOrigin } from "./batch-origin.ts";
import { ClickBatchBuilder, NewerBatchError, parseClickBatch, toClickBatch } from "./click-batch.ts";

const dayMs = 86_400_000;
const click = aClick({ marks: "utm_source=news" });
const readClicks = (batch: unknown) => toClicks(parseClickBatch(batch));

test("parseClickBatch restores the clicks of toClickBatch", () => {
  const clicks = [click, { ...click, at: click.at + 400 * dayMs, ip: "192.0.2.8" }, { ...click, at: click.at - 5 }];

  const batch = JSON.parse(JSON.stringify(toClickBatch(clicks)));

  expect(readClicks(batch)).toEqual(clicks);
});

test("parseClickBatch accepts a batch without clicks", () => {
  expect(readClicks(toClickBatch([]))).toEqual([]);
});

test("a batch of long texts is full long before one of short texts, but can be read again as a whole", () => {
  const capacity = 2_000;
  const fill = (length: number) => {
    const builder = new ClickBatchBuilder(capacity);
    while (!builder.isFull) builder.add({ ...click, destination: String(builder.count).padEnd(length, "x") });
    return builder.count;
  };

  expect(fill(100)).toBe(capacity);
  expect(fill(8_192)).toBe(128);
  const large = Array.from({ length: 500 }, (_, i) => ({ ...click, destination: String(i).padEnd(8_192, "x") }));
  expect(readClicks(toClickBatch(large))).toEqual(large);
});

test("toClickBatch stores a repeated string once", () => {
  const batch = toClickBatch([click, click, click]);

  expect(batch.dictionary.filter(value => value === click.userAgent)).toHaveLength(1);
});

test.each([
  ["an unknown version", { version: 1 }],
  ["columns of different lengths", { ip: "" }],
  ["a column that is not base64", { ip: "?" }],
  ["a count that differs from its columns", { count: 2 }],
  ["an index outside the dictionary", { ip: Buffer.from([99, 0]).toString("base64") }],
])("parseClickBatch rejects a batch with %s", (_name, change) => {
  // Operators read the reason, one line each.
  expect(() => parseClickBatch({ ...toClickBatch([click]), ...change })).toThrow(/^[^\n{[]{1,200}$/);
});

test("parseClickBatch names the first fields of a batch with the wrong shape, and counts the others", () => {
  expect(() => parseClickBatch({ version: 3 })).toThrow(/^not a click batch: count: .+; and \d+ more$/);
  expect(() => parseClickBatch(null)).toThrow(/^not a click batch: /);
});

test("parseClickBatch reads the previous version, with new fields empty", () => {
  const clicks = [click, { ...click, missed: "1/abc", chosen: "variant=B" }];
  const { missed: _missed, chosen: _chosen, ...batch } = { missed: "", chosen: "", ...toClickBatch(clicks) };
  const at = Buffer.from(Int32Array.of(0, -5).buffer).toString("base64");

  expect(readClicks({ ...batch, version: 2, from: click.at, at })).toEqual([
    { ...click, missed: "" },
    { ...click, at: click.at - 5, missed: "" },
  ]);
});

test("parseClickBatch throws NewerBatchError for a newer version", () => {
  expect(() => parseClickBatch({ version: 4, anything: [] })).toThrow(NewerBatchError);
});

const toTrace = (i: number) => `00-${String(i + 1).padStart(32, "0")}-b7ad6b7169203331-01`;

test("a batch carries up to 32 traced visits without changing its clicks", () => {
  const clicks = Array.from({ length: 100 }, (_, i) => ({ ...click, at: click.at + i }));
  const traced = clicks.map((each, i) => (i % 2 === 0 ? each : { ...each, trace: toTrace(i) }));

  const batch = JSON.parse(JSON.stringify(toClickBatch(traced)));

  expect(readClicks(batch)).toEqual(clicks);
  expect(toBatchOrigin({ ...batch, traceparent: toTrace(0) })).toEqual({
    traceparent: toTrace(0),
    visits: Array.from({ length: 32 }, (_, i) => toTrace(2 * i + 1)),
  });
});

test("a batch without traces has no origin and no additional bytes", () => {
  const batch = toClickBatch([click]);

  expect(toBatchOrigin(batch)).toEqual({ traceparent: undefined, visits: [] });
  expect(Object.keys(JSON.parse(JSON.stringify(batch)))).not.toContain("traces");
});

test("parseClickBatch ignores unknown fields", () => {
  expect(readClicks({ ...toClickBatch([click]), added: { later: true } })).toEqual([click]);
});
