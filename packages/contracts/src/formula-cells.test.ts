import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeFormulas, unescapeFormulas } from "./formula-cells.ts";

const sign = fc.constantFrom(..."=+-@＝＋－＠﹦﹢﹣﹫−'\";,| \t\r\n\v\f\u0085\u2028\u00a0\u200b\ufeffa1é😀");
const anyText = fc.oneof(
  fc.array(sign, { maxLength: 12 }).map(signs => signs.join("")),
  fc.string({ unit: "binary", maxLength: 20 }),
);

test("unescapeFormulas reverses escapeFormulas for any text", () => {
  fc.assert(
    fc.property(anyText, text => {
      expect(unescapeFormulas(escapeFormulas(text))).toBe(text);
    }),
    { numRuns: 5_000 },
  );
});

test("escapeFormulas leaves no part that begins like a formula, at any separator", () => {
  const dropped = /^["\s\p{Cf}]*/u;
  fc.assert(
    fc.property(anyText, text => {
      for (const part of escapeFormulas(text).split(/[;|\t-\r\u0085\u2028\u2029]/)) {
        expect(part.replace(dropped, "")).not.toMatch(/^[=+\-@＝＋－＠﹦﹢﹣﹫−]/);
      }
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ["=1+1", "'=1+1"],
  ["'=1+1", "''=1+1"],
  ["+43 1 234", "'+43 1 234"],
  ["\t=1", "'\t'=1"],
  ['a;"=1"', 'a;\'"=1"'],
  ["two\n-1", "two\n'-1"],
  ["＠SUM(A1)", "'＠SUM(A1)"],
  ["it's 1-1", "it's 1-1"],
  ["'", "'"],
  ["https://example.com/@48.2,-16.3", "https://example.com/@48.2,-16.3"],
])("escapeFormulas converts %j to %j", (text, cell) => {
  expect(escapeFormulas(text)).toBe(cell);
});
