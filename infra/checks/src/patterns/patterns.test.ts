import { findSlowText } from "@shunt/testing";
import { expect, test } from "vitest";
import { assembled, exceptions } from "./exceptions.ts";
import { findPatterns, type Pattern } from "./find-patterns.ts";
import { toShapes } from "./to-shapes.ts";

const patterns = findPatterns();
const isException = (pattern: Pattern) =>
  exceptions.some(({ file, source }) => file === pattern.file && source === pattern.source);

test("every regular expression takes linear time on hostile text of 16 kB", () => {
  const slow = patterns.filter(pattern => !isException(pattern)).flatMap(findCost);

  expect(slow).toEqual([]);
});

test("patterns that are put together at run time are timed elsewhere", () => {
  const files = new Set(patterns.filter(({ source }) => source === undefined).map(({ file }) => file));

  expect([...files].sort()).toEqual(assembled.map(({ file }) => file).sort());
});

test("every exception names a pattern that exists", () => {
  expect(patterns.filter(isException)).toHaveLength(exceptions.length);
});

test.each([
  ["trailing punctuation", /[.,;]+$/],
  ["an element that does not end", /<(?:meta\b[^>]*\bcharset)=/],
  ["nested quantifiers, of exponential time", /^(?:\w+\s?)+$/],
  ["neighbours that share characters, behind a beginning", /^\w+=(.*?)\s*$/],
])("a pattern of more than linear time is found: %s", (_what, { source, flags }) => {
  expect(findCost({ file: "", line: 0, source, flags })).toHaveLength(1);
});

function findCost({ file, line, source = "", flags }: Pattern) {
  const pattern = new RegExp(source, flags);
  // As `replaceAll` and `matchAll` do: from every place where the pattern may match anew.
  const run = (text: string) => (pattern.global ? text.replace(pattern, "") : pattern.exec(text));
  const cost = findSlowText(run, toShapes(source));
  if (!cost) return [];
  const { scans, growth, text } = cost;
  return [{ at: `${file}:${line}`, source, text: `${text.slice(0, 40)}…${text.slice(-10)}`, scans, growth }];
}
