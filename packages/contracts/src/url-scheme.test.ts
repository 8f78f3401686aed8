import { expect, test } from "vitest";
import { AllowedSchemes, hasAllowedScheme, isWebUrl } from "./url-scheme.ts";

test.each<[string, string[]]>([
  ["", []],
  [" , ", []],
  ["mailto, TEL:,sms,my-app.v2+x", ["mailto", "tel", "sms", "my-app.v2+x"]],
])("AllowedSchemes reads %j", (list, schemes) => {
  expect([...AllowedSchemes.parse(list)]).toEqual(schemes);
});

test.each([
  "javascript",
  "JavaScript:",
  "mailto,data",
  "file",
  "vbscript",
  "blob",
  "filesystem",
  "view-source",
  "about",
  "intent",
  "java\nscript",
  "ｊavascript",
  "1app",
  "my app",
  "app://",
  "a".repeat(51),
  Array.from({ length: 101 }, (_, i) => `app${i}`).join(),
])("AllowedSchemes refuses %.40j", list => {
  expect(AllowedSchemes.safeParse(list).success).toBe(false);
});

const allowed = AllowedSchemes.parse("mailto,myapp");

test.each<[string, boolean]>([
  ["https://example.com/", true],
  ["http://example.com/", true],
  ["mailto:ann@example.com", true],
  ["myapp://item/1", true],
  ["myapp2://item/1", false],
  ["mail:x", false],
  ["httpsx://example.com/", false],
  ["javascript:alert(1)//https:", false],
  ["", false],
  ["no-colon", false],
])("hasAllowedScheme says whether %s may be a destination", (url, expected) => {
  expect(hasAllowedScheme(url, allowed)).toBe(expected);
});

test("isWebUrl accepts http and https only", () => {
  expect(["http://a/", "https://a/", "httpx://a/", "mailto:a@b", "ht"].map(isWebUrl)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
