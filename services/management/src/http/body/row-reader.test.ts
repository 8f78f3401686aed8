import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteCollector } from "./byte-collector.ts";
import { RowReader } from "./row-reader.ts";

const bounds = { rows: 5, depth: 4, rowValues: 10, values: 30 };

/** @param cuts offsets at which the bytes are split into chunks */
function read(bytes: Buffer, cuts: readonly number[]): unknown[] {
  const reader = new RowReader(bounds);
  for (const chunk of cut(bytes, cuts)) reader.add(chunk);
  return reader.end();
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const ends = [...new Set(cuts.map(at => Math.min(at, bytes.length)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}

const cuts = fc.array(fc.nat(200), { maxLength: 20 });

test("RowReader returns the same rows for any split into chunks", () => {
  const row = fc.oneof(
    fc.record({ a: fc.string({ unit: "grapheme" }), b: fc.integer() }),
    fc.string({ unit: "grapheme" }),
  );
  const end = fc.constantFrom("\n", "\r\n", "\n\n", " \n");
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), end, cuts, (rows, ending, at) => {
      const bytes = Buffer.from(rows.map(each => JSON.stringify(each) + ending).join(""));

      expect(read(bytes, at)).toEqual(rows);
    }),
  );
});

test("RowReader returns a problem for a line that is not JSON, and accepts a last line without a newline", () => {
  expect(read(Buffer.from('{"a":\n1\n2'), [])).toEqual([expect.objectContaining({ code: "validation-failed" }), 1, 2]);
});

test.each([
  ["rows", "1\n".repeat(6)],
  ["blank lines", "\n".repeat(6)],
  ["values in a row", `[${"1,".repeat(11)}1]\n`],
  ["values in all", "[1,2,3,4,5,6,7,8,9]\n".repeat(5)],
  ["levels", "[[[[[]]]]]\n"],
])("RowReader rejects too many %s", (_what, lines) => {
  expect(() => read(Buffer.from(lines), [])).toThrow(expect.objectContaining({ code: "validation-failed" }));
});

test("ByteCollector joins chunks in order", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), cuts, (bytes, at) => {
      const collector = new ByteCollector();
      for (const chunk of cut(Buffer.from(bytes), at)) collector.add(chunk);

      expect(collector.length).toBe(bytes.length);
      expect(collector.join()).toEqual(Buffer.from(bytes));
    }),
  );
});
