import { expect, test } from "vitest";
import { readLanguages, toLanguage } from "./language.ts";

test.each([
  ["de-AT,de;q=0.9", "de-at"],
  ["de;q=0.1,fr;q=0.9", "fr"],
  ["fr;q=0,de", "de"],
  ["fr;q=0.0", null],
  ["en;q=0.8,de;q=0.8", "en"],
  ["en;q=0.5,*;q=1,de;q=0.7", "de"],
  ["en;q=0.7 , de ; q = 0.900", "de"],
  ["de;Q=0.4,fr;q=0.3", "de"],
  ["english,de;q=0.5", "de"],
  ["en;q=2,de;q=0.5", "de"],
  ["en;q=abc,de;q=0.5", "de"],
  ["en;q=0.9999,de;q=0.5", "de"],
  ["en;level=1,de;q=0.1", "de"],
  ["en_US", "en-us"],
  ["zh-Hant-TW", "zh-hant-tw"],
  ["es-419", "es-419"],
  ["de-DE-1996-x-private", "de-de"],
  ["sl-rozaj-biske", "sl"],
  ["*", null],
  [",,;q=1,", null],
  ["e", null],
  ["", null],
])("toLanguage reads %j as %j", (header, expected) => {
  expect(toLanguage(header)).toBe(expected);
});

test("readLanguages returns the accepted languages by weight, then in order", () => {
  expect(readLanguages("en;q=0.5, de-AT, *;q=0.9, fr;q=0.9, it, es;q=0").accepted).toEqual(["de-at", "it", "fr", "en"]);
});
