import { expect, test } from "vitest";
import { maxTargetLength, TargetUrl } from "./target-url.ts";

test.each([
  ["https://example.com", "https://example.com/"],
  ["HTTPS://EXAMPLE.com/a b?q=ä#x", "https://example.com/a%20b?q=%C3%A4#x"],
  ["http://bücher.example/", "http://xn--bcher-kva.example/"],
])("TargetUrl parses %s as %s", (typed, href) => {
  expect(TargetUrl.parse(typed)).toBe(href);
});

test.each([
  "",
  "example.com",
  "/path",
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://example.com/",
  "https://user:secret@example.com/",
  "https://example.com/\0",
  "https://example.com/\ud800",
  `https://example.com/${"a".repeat(maxTargetLength)}`,
  `https://example.com/${"ä".repeat(maxTargetLength / 4)}`,
])("TargetUrl rejects %.40j", typed => {
  expect(TargetUrl.safeParse(typed).success).toBe(false);
});

test("TargetUrl parses to plain ASCII without line breaks, as a header needs", () => {
  const href = TargetUrl.parse("https://example.com/\r\nSet-Cookie: a=b/ü/😀");

  expect(href).toMatch(/^[\x21-\x7e]+$/);
});
