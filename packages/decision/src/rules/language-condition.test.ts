import { readLanguages } from "@shunt/visitor/language";
import { expect, test } from "vitest";
import { compileLanguageTest } from "./language-condition.ts";

type LanguageCondition = Parameters<typeof compileLanguageTest>[0];

type Given = LanguageCondition extends infer C ? (C extends unknown ? Omit<C, "fact"> : never) : never;

function meets(condition: Given, acceptLanguage: string): boolean {
  return compileLanguageTest({ fact: "language", ...condition } as LanguageCondition)(readLanguages(acceptLanguage));
}

const swiss = "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5";

test.each<[string, string, string, boolean]>([
  ["equals", "fr", swiss, true],
  ["equals", "fr-ch", swiss, true],
  ["equals", "fr-ca", swiss, false],
  ["equals", "en", swiss, false],
  ["equals", "it", swiss, false],
  ["equals", "de-at", "de", false],
  ["equals", "de", "de-AT-1996", true],
  ["equals", "de", "den", false],
  ["equals", "en", "en;q=0.8,de;q=0.8", true],
  ["equals", "de", "en;q=0.8,de;q=0.8", true],
  ["equals", "de", "en;q=0.8,de;q=0.79", false],
  ["equals", "de", "de;q=0,en", false],
  ["equals", "zh-hant", "zh_Hant_TW", true],
  ["equals", "de", "*", false],
  ["equals", "de", "", false],
  ["not_equals", "de", swiss, true],
  ["not_equals", "fr", swiss, false],
  ["not_equals", "de", "*", false],
  ["not_equals", "de", "", false],
  ["contains", "de", swiss, true],
  ["contains", "it", swiss, false],
  ["contains", "de", "en,de;q=0", false],
  ["not_contains", "it", swiss, true],
  ["not_contains", "de", swiss, false],
  ["not_contains", "de", "", false],
])("language %s %s is judged for Accept-Language %j: %s", (operator, value, header, expected) => {
  expect(meets({ operator, value } as Given, header)).toBe(expected);
});

test("language in and not_in compare with all preferred languages", () => {
  expect(meets({ operator: "in", value: ["it", "fr"] }, swiss)).toBe(true);
  expect(meets({ operator: "in", value: ["it", "en"] }, swiss)).toBe(false);
  expect(meets({ operator: "not_in", value: ["it", "en"] }, swiss)).toBe(true);
  expect(meets({ operator: "not_in", value: ["it", "fr"] }, swiss)).toBe(false);
  expect(meets({ operator: "not_in", value: ["it"] }, "*")).toBe(false);
});

test("language exists for a visitor who accepts one at any weight", () => {
  expect(meets({ operator: "exists" }, "de;q=0.1")).toBe(true);
  expect(meets({ operator: "exists" }, "*")).toBe(false);
  expect(meets({ operator: "not_exists" }, "de;q=0")).toBe(true);
});
