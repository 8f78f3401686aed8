import fc from "fast-check";
import { expect, test } from "vitest";
import { DestinationUrl, maxTargetLength, TargetUrl } from "./target-url.ts";

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

test.each([
  ["mailto:ann@example.com?subject=Hello%20there", "mailto:ann@example.com?subject=Hello%20there"],
  ["  MAILTO:jörg@example.com ", "mailto:j%C3%B6rg@example.com"],
  ["tel:+41-44-668-18-00", "tel:+41-44-668-18-00"],
  ["sms:+41446681800?body=Hi", "sms:+41446681800?body=Hi"],
  ["MyApp://item/1?a=b#c", "myapp://item/1?a=b#c"],
  ["myapp://", "myapp://"],
  ["https://EXAMPLE.com", "https://example.com/"],
])("DestinationUrl parses %s as %s", (typed, href) => {
  expect(DestinationUrl.parse(typed)).toBe(href);
});

const dangerous = [
  "javascript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://a.example/1",
];

test.each([
  ...dangerous,
  ...dangerous.map(url => url.toUpperCase()),
  ...dangerous.map(url => `\u0001 ${url}`),
  ...dangerous.map(url => url.replace("a", "a\t")),
  ...dangerous.map(url => url.replace(":", "\n:")),
  "java\u200bscript:alert(1)",
  "ｊavascript:alert(1)",
  "javascript\uff1aalert(1)",
  "&#106;avascript:alert(1)",
  "%6aavascript:alert(1)",
  "view-source:javascript:alert(1)",
  "intent://x#Intent;scheme=javascript;end",
  "filesystem:https://example.com/x",
  "about:blank",
  "feed:javascript:alert(1)",
  "mailto:",
  "mailto:ann@example.com\nBcc: eve@example.com",
  "tel:+41 44 668",
  "myapp://user:secret@host",
  "myapp://x\0",
  "myapp://\ud800",
  `mailto:${"ä".repeat(maxTargetLength / 4)}`,
  "http://localhost/",
  "https://user:secret@example.com/",
  "//example.com",
])("DestinationUrl rejects %.40j", typed => {
  expect(DestinationUrl.safeParse(typed).success).toBe(false);
});

const piece = fc.constantFrom(
  "javascript",
  "JAVA",
  "script",
  ":",
  "//",
  "\t",
  "\r\n",
  " ",
  "\u00a0",
  "\u0000",
  "mailto",
  "é",
  "@",
  "%0A",
  '"',
  "x",
);

test("DestinationUrl parses every accepted text to printable ASCII with a scheme that is not dangerous", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
      const { data } = DestinationUrl.safeParse(pieces.join(""));

      if (data !== undefined) expect(data).toMatch(/^(?!javascript:)[a-z][a-z\d+.-]*:[!-~]+$/);
    }),
  );
});

test("TargetUrl parses to plain ASCII without line breaks, as a header needs", () => {
  const href = TargetUrl.parse("https://example.com/\r\nSet-Cookie: a=b/ü/😀");

  expect(href).toMatch(/^[\x21-\x7e]+$/);
});
