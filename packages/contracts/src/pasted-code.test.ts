import fc from "fast-check";
import { expect, test } from "vitest";
import { readPastedCodes } from "./pasted-code.ts";

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
  ["bytes that are not UTF-8", "abc%E2%80%FF"],
  ["percent signs that encode nothing", "abc%"],
  ["half an encoding", "abc%E2%8"],
  ["an encoding of no digits", "abc%zz"],
  ["a fragment", "abc#top"],
  ["an encoded query", "abc%3Futm_source%3Dx"],
  ["a query without its question mark", "abc&fbclid=1"],
  ["an entity of HTML", "abc&quot;"],
  ["an encoded code", "%61%62%63"],
  ["a code that was encoded twice", "%2561bc"],
  ["a code that was encoded three times", "%252561bc"],
  ["a code encoded by JavaScript's escape()", "%u0061bc"],
  ["the rest of a link of Markdown", "abc](http://localhost/abc"],
  ["a tag of HTML", "abc</a>def"],
  ["the same, encoded", "abc%3C/a%3E"],
  ["the label of a link of Slack", "abc|label"],
  ["the quote and the rest of an attribute", `abc" class="x`],
  ["a bracket and a letter", "abc>def"],
  ["letters of other scripts", "abc请点击"],
  ["the same, encoded", "abc%E8%AF%B7"],
  ["a letter with an accent", "abcé"],
  ["a combining accent", "abc%CC%81"],
  ["digits of other scripts", "abc٣"],
  ["a character beyond ASCII and ASCII letters", "abc”d"],
  ["a full stop and a letter of another script", "abc.的"],
])("readPastedCodes finds the code before %s", (_what, text) => {
  expect(readPastedCodes(text).at(-1)).toBe("abc");
});

test.each([
  ["a slash", "/abc"],
  ["slashes", "///abc"],
  ["an encoded slash", "%2Fabc"],
  ["a blank", "%20abc"],
  ["blanks of all widths", "\u00a0\u3000\u2009abc"],
  ["control characters", "%09%0d%0aabc"],
  ["invisible characters", "\u200b\u200e\u2060\ufeff\u00ad\u034f\ufe0fabc"],
  ["the same, encoded", "%E2%80%8Babc"],
  ["a mix, with leftovers after it", "%20/%E2%80%8B//abc%E2%80%8B/"],
])("readPastedCodes finds the code after %s", (_what, text) => {
  expect(readPastedCodes(text).at(-1)).toBe("abc");
});

test.each([
  "ab",
  "ab.",
  "x".repeat(51),
  `${"x".repeat(50)}-`,
  "abc//def",
  "1/2/3/4/5/6",
  "api/v1",
  "abc.html",
  "a.b.c",
  "..%2fabc",
  "abc+",
  "abc%2B",
  "abc+.",
  ".abc",
  "/abc.html",
  "%20abc+",
  "abc+的",
  "abc)def",
  "abc.d|e",
  "abc%20def",
  "%zzabc",
  "%25252561bc",
  `${"/".repeat(2_046)}abc`,
  `abc${".".repeat(2_048)}`,
])("readPastedCodes finds no code in %j", text => {
  expect(readPastedCodes(text).filter(Boolean)).toEqual([]);
});

test.each([
  ["a code of another script", "%D0%BA%D0%BE%D0%B4", ["код"]],
  ["the same before its own punctuation", "请点击。", ["请点击"]],
  ["a code with an accent, composed or not", "e\u0301te%CC%81", ["été"]],
  ["ASCII before other letters", "abc请点击", ["abc请点击", "abc"]],
  ["ASCII before an emoji", "abc👍🏽.", ["abc👍🏽", "abc"]],
  ["an emoji with and without its selector", "\u2764", ["\u2764\ufe0f"]],
  ["an emoji before an invisible character", "🦊\u200b", ["🦊"]],
  ["segments", "docs-2/v2/intro/", ["docs-2/v2/intro"]],
  ["segments with encoded slashes", "docs-2%2Fv2%2Fintro", ["docs-2/v2/intro"]],
  ["segments before other letters", "abc/def请", ["abc/def请", "abc/def"]],
  ["segments of other scripts", "код/é)", ["код/é"]],
])("readPastedCodes finds %s", (_what, text, codes) => {
  expect(readPastedCodes(text)).toEqual(codes);
});

test.each(["", "/", ".", "%E2%80%9D", "#top", "%"])("readPastedCodes finds nothing but leftovers in %j", text => {
  expect(readPastedCodes(text)).toEqual([""]);
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

test("readPastedCodes ignores any mix of punctuation, symbols, blanks and invisible characters, encoded or not", () => {
  fc.assert(
    fc.property(code, tail, (written, left) => {
      expect(readPastedCodes(written + left).at(-1)).toBe(written);
    }),
  );
});

const before = fc
  .array(
    fc.tuple(fc.constantFrom("/", " ", "\t", "\u00a0", "\u200b", "\ufeff", "\u00ad"), fc.constantFrom(...encodings)),
    { maxLength: 20 },
  )
  .map(parts => parts.map(([text, encode]) => encode(text)).join(""));

test("readPastedCodes ignores any mix of blanks, invisible characters and slashes before a code", () => {
  fc.assert(
    fc.property(before, code, tail, (left, written, right) => {
      expect(readPastedCodes(left + written + right).at(-1)).toBe(written);
    }),
  );
});

const beyondAscii = fc
  .integer({ min: 0x80, max: 0x10_ffff })
  .filter(point => point < 0xd800 || point > 0xdfff)
  .map(point => String.fromCodePoint(point));
const endOfCode = fc.oneof(fc.constantFrom("]", "<", ">", "|", '"'), beyondAscii);
const anything = fc.string({ unit: "grapheme", maxLength: 20 });

test("readPastedCodes ends a code at brackets, bars, quotes and non-ASCII characters, whatever follows", () => {
  fc.assert(
    fc.property(code, endOfCode, anything, fc.constantFrom(...encodings), (written, end, behind, encode) => {
      expect(readPastedCodes(written + encode((end + behind).toWellFormed())).at(-1)).toBe(written);
    }),
  );
});

test("readPastedCodes finds no code before ASCII punctuation and an ASCII letter or digit", () => {
  const letter = fc.constantFrom("a", "Z", "7");
  const separator = fc.string({ unit: fc.constantFrom(..." !'()*,.:;=@[\\^`{}~$"), minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(code, separator, letter, anything, (written, left, behind, more) => {
      expect(readPastedCodes(written + left + behind + more)).toEqual([]);
    }),
  );
});
