import fc from "fast-check";
import { expect, test } from "vitest";
import { appendPath, isForwardable } from "./extra-path.ts";

test.each([
  ["https://a.example/", "b", "https://a.example/b"],
  ["https://a.example/docs", "b/c/", "https://a.example/docs/b/c/"],
  ["https://a.example/docs/?x=1#f", "b", "https://a.example/docs/b?x=1#f"],
  ["https://a.example/#/route", "b", "https://a.example/b#/route"],
  ["https://a.example/", "%C3%BC%20x%2B", "https://a.example/%C3%BC%20x%2B"],
  ["https://a.example/", "a%zz%", "https://a.example/a%25zz%25"],
  ["https://a.example/", "@me/a:b;c=1,2", "https://a.example/@me/a:b;c=1,2"],
  ["https://a.example/", 'a"<b>|{c}#d', "https://a.example/a%22%3Cb%3E%7C%7Bc%7D%23d"],
  ["https://a.example/", "über", "https://a.example/%C3%BCber"],
])("appendPath adds to %j the path %j", (url, path, expected) => {
  expect(appendPath(url, path)).toBe(expected);
});

test.each(["b", "b/", "b/c", "...", "..b", "b..", "%2e%2e%2e", "%252e%252e", "a+b", "@x"])(
  "isForwardable accepts %j",
  path => {
    expect(isForwardable(path)).toBe(true);
  },
);

test.each([
  "",
  "/",
  "/evil.example",
  "a//b",
  "b//",
  ".",
  "..",
  "../b",
  "b/..",
  "b/../",
  "%2e%2E/b",
  ".%2e",
  "%2e",
  "..%2fb",
  "a%2Fb",
  "a%5cb",
  "a\\b",
  "a%00",
  "a%0d%0ab",
  "a%7f",
])("isForwardable refuses %j", path => {
  expect(isForwardable(path)).toBe(false);
});

const piece = fc.constantFrom(
  "a",
  "/",
  ".",
  "..",
  "%2e",
  "%2f",
  "%5c",
  "\\",
  "%",
  "%0d",
  "@",
  ":",
  "?",
  "#",
  "\r\n",
  "é",
);
const anyPath = fc.oneof(
  fc.array(piece, { maxLength: 10 }).map(pieces => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.array(fc.nat(0xffff), { maxLength: 20 }).map(units => String.fromCharCode(...units)),
);

test("a forwardable path stays on the host and below the path of the destination, in printable ASCII", () => {
  fc.assert(
    fc.property(anyPath, path => {
      fc.pre(isForwardable(path));

      const url = appendPath("https://a.example/base?q#f", path);

      expect(url).toMatch(/^https:\/\/a\.example\/base\/[!-~]+\?q#f$/);
      const parsed = new URL(url);
      expect([parsed.host, parsed.search, parsed.hash]).toEqual(["a.example", "?q", "#f"]);
      expect(parsed.pathname).toMatch(/^\/base\/[^/]/);
    }),
  );
});
