import fc from "fast-check";
import { expect, test } from "vitest";
import { codeLengths, isShortCode, isWildcardCode, toWildcard } from "./code-form.ts";
import { foldCode, toCanonicalCode } from "./code-text.ts";
import { readPastedCodes } from "./pasted-code.ts";
import { Alias, ShortCode } from "./short-code.ts";
import { parseShortUrl, toShortUrl } from "./short-url.ts";

test.each([
  "abc",
  "A-b_9",
  "x".repeat(50),
  "äöü",
  "é",
  "🦊",
  "a/b",
  "1/2/3/4/5",
  `${"x".repeat(39)}/${"y".repeat(40)}`,
  `${"x".repeat(50)}/y`,
  "é".repeat(50),
])("isShortCode accepts %s", code => {
  expect(isShortCode(code)).toBe(true);
});

test.each([
  "",
  "ab",
  "x".repeat(51),
  "é".repeat(51),
  `${"x".repeat(51)}/y`,
  `${"x".repeat(40)}/${"y".repeat(40)}`,
  "a.b",
  "a b",
  "abc\n",
  "abc/",
  "/abc",
  "a//b",
  "1/2/3/4/5/6",
  ".well-known/x",
  "api/x",
  "é\u200b",
])("isShortCode rejects %j", code => {
  expect(isShortCode(code)).toBe(false);
});

test.each([codeLengths.min, codeLengths.max])("isShortCode accepts plain codes of %d characters", length => {
  expect(isShortCode("x".repeat(length))).toBe(true);
  expect(isShortCode("x".repeat(length === codeLengths.min ? length - 1 : length + 1))).toBe(false);
});

test.each([
  ["guide/*", true],
  ["a/*", true],
  ["é/*", true],
  ["a/b/c/d/*", true],
  ["a/b/c/d/e/*", false],
  [`${"x".repeat(50)}/*`, true],
  [`${"x".repeat(51)}/*`, false],
  ["*", false],
  ["/*", false],
  ["docs*", false],
  ["docs/**", false],
  ["docs/*/x", false],
  ["docs/", false],
  ["api/*", false],
])("isWildcardCode reads %s: %s", (code, isWildcard) => {
  expect(isWildcardCode(code)).toBe(isWildcard);
  if (isWildcard) expect(toWildcard(code.slice(0, -2))).toBe(code);
});

test.each([
  ["German", "straße", "straße"],
  ["letters and accents apart", "cafe\u0301", "café"],
  ["Cyrillic with digits", "код-2026", "код-2026"],
  ["Greek", "λόγος", "λόγος"],
  ["Thai", "น้ำ", "น้ำ"],
  ["Hindi", "हिन्दी", "हिन्दी"],
  ["Arabic", "مرحبا", "مرحبا"],
  ["Japanese with Latin letters", "Tokyo東京タワー", "Tokyo東京タワー"],
  ["Korean", "한국어", "한국어"],
  ["an emoji", "🚀", "🚀"],
  ["an emoji without its selector", "\u2764", "\u2764\ufe0f"],
  [
    "a family, a flag, a flag of tags, a keycap, a skin tone",
    "👨‍👩‍👧🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿1\ufe0f\u20e3👍🏽",
    "👨‍👩‍👧🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿1\ufe0f\u20e3👍🏽",
  ],
  ["a word and an emoji", "sale🔥", "sale🔥"],
  ["four marks on a letter", "ɑ\u0331\u0323\u0308\u0306", "ɑ\u0331\u0323\u0308\u0306"],
  ["segments of different scripts", "guide/руководство/🦊", "guide/руководство/🦊"],
])("Alias accepts %s", (_what, text, code) => {
  expect(Alias.parse(text)).toBe(code);
});

test.each([
  ["Latin and Cyrillic", "pаypal", "mixes letters of several scripts"],
  ["Latin and Greek", "gοogle", "mixes letters of several scripts"],
  ["an Armenian letter among Latin ones", "sօle", "mixes letters of several scripts"],
  ["Cherokee, whose letters look Latin", "ᎪᏢᎥᏚ", "must not contain Ꭺ (U+13AA), whose script is not in daily use"],
  ["a rune behind Latin letters", "saleᚠ", "must not contain ᚠ (U+16A0), whose script is not in daily use"],
  ["full-width letters", "ｓａｌｅ", "must not contain ｓ (U+FF53)"],
  ["mathematical letters", "𝐬ale", "must not contain 𝐬 (U+1D42C)"],
  ["a zero-width space", "é\u200bé", "must be 3 to 50"],
  ["a right-to-left override", "é\u202eé", "must be 3 to 50"],
  ["a sequence of emoji that looks like two", "👨\u200d🍕", "must not contain 👨 (U+1F468)"],
  ["a tag without a flag", "é\u{e0061}", "must not contain the invisible character U+E0061"],
  ["a heap of marks", "e\u0335\u0335", "has a combining mark"],
  ["five marks on a letter", "ɑ\u0331\u0323\u0308\u0306\u0304", "has a combining mark"],
  ["a mark alone", "\u0335é", "has a combining mark"],
  ["Cyrillic letters that look like a reserved word", "арі", "is a reserved word"],
  ["a reserved word", "API", "is a reserved word"],
  ["a reserved first segment", "api/v1", "is a reserved word"],
  ["a reserved first segment in other letters", "арі/v1", "is a reserved word"],
  ["the folder of well-known files", ".well-known/security", "is a reserved word"],
])("Alias rejects %s", (_what, text, message) => {
  expect(Alias.safeParse(text).error?.issues[0]?.message).toContain(message);
});

test.each(["api", "docs", "well-known"])("Alias rejects the reserved word %s", alias => {
  expect(Alias.safeParse(alias).success).toBe(false);
});

const piece = fc.oneof(
  fc.constantFrom(..."abcXYZ019-_äéßñçøİıαΩσςжЯіґאبहก的あア한❤☀©Ⓜ"),
  fc.constantFrom("e\u0301", "\u0301", "\u2800", "\u200b", "👍🏽", "🇩🇪", "👨‍👩‍👧", "❤️‍🔥", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "/"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
);
const aliases = fc
  .array(piece, { minLength: 1, maxLength: 12 })
  .map(parts => parts.join(""))
  .filter(text => Alias.safeParse(text).success);

/** Spellings of a path in which a browser, a mail program or a chat may send a code. */
const spellings: Record<string, (code: string) => string> = {
  "as typed": code => code,
  "percent-encoded": encodeURI,
  "percent-encoded with its slashes": encodeURIComponent,
  "in lower-case hex": code => encodeURI(code).replace(/%[0-9A-F]{2}/g, hex => hex.toLowerCase()),
  "encoded twice": code => encodeURIComponent(encodeURI(code)),
  "in NFD": code => encodeURI(code.normalize("NFD")),
  "with emoji without their selectors": code => encodeURI(code.replaceAll("\ufe0f", "")),
  "with a full stop and a quote": code => `${encodeURI(code)}.%E2%80%9D`,
};

test.each(Object.entries(spellings))("a code that Alias accepts is found %s", (_how, spell) => {
  fc.assert(
    fc.property(aliases, text => {
      const code = Alias.parse(text);
      expect(readPastedCodes(spell(text))[0]).toBe(code);
      expect(readPastedCodes(spell(code))[0]).toBe(code);
    }),
  );
});

test("codes have one spelling, in capitals, in lower case and in their short URL", () => {
  fc.assert(
    fc.property(aliases, text => {
      const code = Alias.parse(text);
      const folded = foldCode(code);
      const shortUrl = toShortUrl(code, null, "https://sho.rt");

      expect(toCanonicalCode(code)).toBe(code);
      expect(Alias.parse(code)).toBe(code);
      expect([foldCode(folded), toCanonicalCode(folded)]).toEqual([folded, folded]);
      expect(new URL(shortUrl).href).toBe(shortUrl);
      expect(parseShortUrl(shortUrl)?.code).toBe(code);
    }),
  );
});

test("every code is at most 80 characters and 240 bytes long", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 100 }), parts => {
      const { data } = ShortCode.safeParse(parts.join(""));
      if (data === undefined) return;
      expect(data.length).toBeLessThanOrEqual(80);
      expect(new TextEncoder().encode(data).length).toBeLessThanOrEqual(240);
    }),
  );
});

test("toCanonicalCode gives every emoji one spelling, with or without its selector", () => {
  const emoji = /^\p{RGI_Emoji}$/v;
  for (let point = 0x80; point < 0x1_fbff; point++) {
    const plain = String.fromCodePoint(point);
    if (!/^\p{Emoji}$/u.test(plain) || !(emoji.test(plain) || emoji.test(`${plain}\ufe0f`))) continue;
    const code = toCanonicalCode(plain);
    expect(emoji.test(code), plain).toBe(true);
    expect([toCanonicalCode(`${plain}\ufe0f`), toCanonicalCode(`${plain}\ufe0e`)]).toEqual([code, code]);
    expect(isShortCode(code), plain).toBe(true);
  }
});
