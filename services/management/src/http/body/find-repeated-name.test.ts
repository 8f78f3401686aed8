import fc from "fast-check";
import { expect, test } from "vitest";
import { findRepeatedName } from "./find-repeated-name.ts";
import { assertJsonBounds } from "./json-bounds.ts";

function find(text: string): string | undefined {
  const { members } = assertJsonBounds(Buffer.from(text), { depth: 32, values: 1_000 });
  return findRepeatedName(text, JSON.parse(text), members);
}

test.each([
  ['{"a":1,"b":2,"a":3}', "a"],
  ['{"rules":[{"url":"x"},{"url":"y","url":"z"}]}', "url"],
  [String.raw`{"a":1,"\u0061":2}`, "a"],
  [String.raw`{"say \"a\":":1,"b":["]",{}],"say \"a\":":2}`, 'say "a":'],
  ['{"a":{"b":1,"c":2},"a":{"b":1,"c":2,"d":3}}', "a"],
  ['{"__proto__":1,"__proto__":2}', "__proto__"],
])("findRepeatedName finds in %s the name %s", (text, name) => {
  expect(find(text)).toBe(name);
});

test("findRepeatedName finds none in what JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), value => {
      expect(find(JSON.stringify(value))).toBeUndefined();
    }),
  );
});
