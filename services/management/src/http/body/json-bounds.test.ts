import fc from "fast-check";
import { expect, test } from "vitest";
import { assertJsonBounds, type JsonBounds } from "./json-bounds.ts";

const bounds: JsonBounds = { depth: 4, values: 20 };
const scan = (json: string, by = bounds) => assertJsonBounds(Buffer.from(json), by);

/** Counts as the scan does: one per array, object and comma. */
function count(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const parts: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return 1 + Math.max(0, parts.length - 1) + parts.reduce<number>((sum, part) => sum + count(part), 0);
}
function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test("assertJsonBounds counts the values that JSON.parse returns, whatever strings contain", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', "\\", '\\"', "[[[", ",,,", "}{"));
  const tree = fc.letrec(tie => ({
    value: fc.oneof({ maxDepth: 5 }, text, fc.integer(), tie("list"), tie("record")),
    list: fc.array(tie("value"), { maxLength: 4 }),
    record: fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(tree.value, fc.constantFrom(undefined, 2), (value, space) => {
      const json = JSON.stringify(value, null, space).toWellFormed();
      const isWithin = depthOf(value) <= bounds.depth && count(value) <= bounds.values;

      if (isWithin) expect(scan(json).values).toBe(count(value));
      else expect(() => scan(json)).toThrow();
    }),
  );
});

test("assertJsonBounds throws only validation-failed, for any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      try {
        assertJsonBounds(bytes, bounds);
      } catch (err) {
        expect(err).toMatchObject({ code: "validation-failed" });
      }
    }),
  );
});

test("assertJsonBounds limits rows and the values of each row", () => {
  const rowBounds: JsonBounds = { depth: 4, values: 1_000, rows: { count: 3, values: 4 } };

  expect(() => scan("[1,2,3]", rowBounds)).not.toThrow();
  expect(() => scan("[[1,2,3],[1,2,3],[]]", rowBounds)).not.toThrow();
  expect(() => scan("[1,2,3,4]", rowBounds)).toThrow();
  expect(() => scan("[1,[1,2,3,4,5],2]", rowBounds)).toThrow();
});
