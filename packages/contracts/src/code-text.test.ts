import { expect, test } from "vitest";
import { foldCode, toCanonicalCode } from "./code-text.ts";

test.each([
  ["ASCII", "Ab_C-9", "ab_c-9"],
  ["segments", "Guide/V2", "guide/v2"],
  ["letters with accents", "ÉTÉ", "été"],
  ["Cyrillic", "КОД", "код"],
  ["a capital ß, which is not ss", "ẞ", "ß"],
  ["letters before an emoji", "SALE🔥", "sale🔥"],
  ["a symbol that looks like a letter", "Ⓜ\ufe0f", "Ⓜ\ufe0f"],
  ["a script without cases", "日本", "日本"],
])("foldCode folds %s", (_what, code, folded) => {
  expect(foldCode(code)).toBe(folded);
});

test.each([
  ["ASCII, also in capitals", "Abc", "Abc"],
  ["a letter and its accent", "e\u0301", "é"],
  ["a letter and its accent with a selector between them", "e\ufe0f\u0301", "é"],
  ["a digit on a keycap", "0\u20e3", "0\ufe0f\u20e3"],
  ["a digit on a keycap with its selector", "9\ufe0f\u20e3", "9\ufe0f\u20e3"],
  ["an emoji without its selector", "❤", "❤\ufe0f"],
  ["an emoji that needs none", "🦊\ufe0f", "🦊"],
  ["a joiner between letters", "é\u200dé", "éé"],
  ["a joiner between emoji", "👩\u200d💻", "👩\u200d💻"],
])("toCanonicalCode writes %s", (_what, text, code) => {
  expect(toCanonicalCode(text)).toBe(code);
});
