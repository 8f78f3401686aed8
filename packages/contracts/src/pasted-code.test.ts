import fc from "fast-check";
import { expect, test } from "vitest";
import { readPastedCode } from "./pasted-code.ts";

const latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

test.each([
  ["", "abc"],
  ["slashes", "abc///"],
  ["a dot, brackets and straight quotes", `abc).]}'"!?`],
  ["a typographic quote", "abc”"],
  ["the same as bytes of UTF-8", "abc%E2%80%9D"],
  ["the same, encoded twice and three times", "abc%25E2%2580%259D%2525E2%252580%25259D"],
  ["the same by JavaScript's escape()", "abc%u201D"],
  ["guillemets, low quotes, corner brackets", "abc»›“‟„」』】》〉"],
  ["full stops of other scripts", "abc。．…。؟،؛۔।॥։።჻"],
  ["blanks of all widths", "abc%20%C2%A0　  \u2009"],
  ["invisible characters", "abc\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\ufe0f\u061c\u202c"],
  ["control characters", "abc%00%0d%0a%09%7f"],
  ["symbols", "abc>|~`=*^$™👍🏽🇩🇪"],
  ["modifier letters that look like quotes", "abcʼʻˮ"],
  ["footnote numbers", "abc¹②"],
  ["bytes that are no UTF-8", "abc%E2%80%FF"],
  ["percent signs that encode nothing", "abc%"],
  ["half an encoding", "abc%E2%8"],
  ["an encoding of no digits", "abc%zz"],
  ["a fragment", "abc#top"],
  ["an encoded query", "abc%3Futm_source%3Dx"],
  ["a query without its question mark", "abc&fbclid=1"],
  ["an entity of HTML", "abc&quot;"],
  ["an encoded code", "%61%62%63"],
  ["a code that was encoded twice", "%2561bc"],
])("readPastedCode finds the code before %s", (_what, text) => {
  expect(readPastedCode(text)).toBe("abc");
});

test.each([
  "ab",
  "ab.",
  "x".repeat(51),
  `${"x".repeat(50)}-`,
  "abc/def",
  "abc.html",
  "a.b.c",
  "abc”d",
  "..%2fabc",
  "abc+",
  "abc%2B",
  "abc+.",
  "é€€",
  "abcé",
  "abc\u0301",
  "abc的",
  "%zzabc",
  `abc${".".repeat(1_024)}`,
])("readPastedCode finds no code in %j", text => {
  expect(readPastedCode(text) || undefined).toBeUndefined();
});

test.each(["", "/", ".", "%E2%80%9D", "#top", "%"])("readPastedCode finds nothing but leftovers in %j", text => {
  expect(readPastedCode(text)).toBe("");
});

const code = fc.string({ unit: fc.constantFrom(...latin), minLength: 3, maxLength: 50 });
const leftover = fc
  .integer({ min: 0, max: 0x10_ffff })
  .map(point => String.fromCodePoint(point))
  .filter(character => /^[\p{P}\p{S}\p{Z}\p{C}]$/u.test(character) && !/[+_\-?#&%\ud800-\udfff]/.test(character));
const encodings: ((text: string) => string)[] = [
  text => text,
  encodeURIComponent,
  text => encodeURIComponent(encodeURIComponent(text)),
];
const tail = fc
  .array(fc.tuple(leftover, fc.constantFrom(...encodings)), { maxLength: 20 })
  .map(parts => parts.map(([text, encode]) => encode(text.toWellFormed())).join(""));

test("readPastedCode ignores any mix of punctuation, symbols, blanks and invisible characters, encoded or not", () => {
  fc.assert(
    fc.property(code, tail, (written, left) => {
      expect(readPastedCode(written + left)).toBe(written);
    }),
  );
});

test("readPastedCode never reads a code out of a text with a letter or a digit behind it", () => {
  const letter = fc.constantFrom("a", "Z", "7", "ß", "я", "的", "ا");
  const separator = tail.filter(left => left !== "");
  fc.assert(
    fc.property(code, separator, letter, (written, left, behind) => {
      expect(readPastedCode(written + left + behind)).toBeUndefined();
    }),
  );
});
