import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";

const bounds = { depth: 4, values: 20 };

test("parseJson refuses an object that has a name twice, and says which", () => {
  const read = () => parseJson(Buffer.from('{"original_url":"https://a.example","tags":[],"tags":["a"]}'), bounds);

  expect(read).toThrow('An object has "tags" twice. Send each name once');
});

test("parseJson accepts the same name in several objects", () => {
  expect(parseJson(Buffer.from('[{"a":{"a":1}},{"a":2}]'), bounds)).toEqual([{ a: { a: 1 } }, { a: 2 }]);
});
