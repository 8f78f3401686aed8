import { findSlowText } from "@shunt/testing";
import { expect, test } from "vitest";
import { assembled, exceptions } from "./exceptions.ts";
import { findPatterns, type Pattern } from "./find-patterns.ts";
import { toShapes } from "./to-shapes.ts";

const patterns = findPatterns();
const isException = (pattern: Pattern) =>
  exceptions.some(({ file, source }) => file === pattern.file && source === pattern.source);

test("regular expressions in production code take linear time on 16 kB of hostile text", () => {
  const slow = patterns.filter(pattern => !isException(pattern)).flatMap(findCost);

  expect(slow).toEqual([]);
});

test("exceptions list every file that builds regular expressions at run time", () => {
  const files = new Set(patterns.filter(({ source }) => source === undefined).map(({ file }) => file));

  expect([...files].sort()).toEqual(assembled.map(({ file }) => file).sort());
});

test("exceptions name only existing patterns", () => {
  expect(patterns.filter(isException)).toHaveLength(exceptions.length);
});

test.each([
  ["trailing punctuation", /[.,;]+$/],
  ["an unterminated element", /<(?:meta\b[^>]*\bcharset)=/],
  ["nested quantifiers, of exponential time", /^(?:\w+\s?)+$/],
  ["adjacent groups that share characters, after a beginning", /^\w+=(.*?)\s*$/],
])("findSlowText reports a pattern of more than linear time: %s", (_what, { source, flags }) => {
  expect(findCost({ file: "", line: 0, source, flags })).toHaveLength(1);
});

function findCost({ file, line, source = "", flags }: Pattern) {
  const pattern = new RegExp(source, flags);
  // Like `replaceAll` and `matchAll`, a global pattern is tried at every position.
  const run = (text: string) => (pattern.global ? text.replace(pattern, "") : pattern.exec(text));
  const cost = findSlowText(run, toShapes(source));
  if (!cost) return [];
  const { scans, growth, text } = cost;
  return [{ at: `${file}:${line}`, source, text: `${text.slice(0, 40)}…${text.slice(-10)}`, scans, growth }];
}
