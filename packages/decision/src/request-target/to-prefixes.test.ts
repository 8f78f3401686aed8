import { expect, test } from "vitest";
import { toPrefixes } from "./to-prefixes.ts";

test.each([
  ["/abc/x", ["abc/* x", "abc x"]],
  ["/abc/x/", ["abc/* x/", "abc x/"]],
  ["/gh/x", ["gh/* x"]],
  ["/gh/a/b", ["gh/a/* b", "gh/a b", "gh/* a/b"]],
  ["/abc/index.html", ["abc/* index.html", "abc index.html"]],
  [
    "/a/b/c/d/e/f",
    ["a/b/c/d/* e/f", "a/b/c/d e/f", "a/b/c/* d/e/f", "a/b/c d/e/f", "a/b/* c/d/e/f", "a/b c/d/e/f", "a/* b/c/d/e/f"],
  ],
  ["/%C3%BC/x", ["ü/* x", "ü x"]],
  ["/abc/%20", ["abc/* %20", "abc %20"]],
  ["/abc", []],
  ["/", []],
  ["/abc/", []],
  ["/abc//evil.example", []],
  ["/abc/../x", []],
  ["/abc/%2e%2e", []],
  ["/abc/..%2fx", []],
  ["/a.b/x", []],
  ["/%zz/x", []],
  ["/%ff/x", []],
  ["/gh/*", ["gh/* *"]],
  ["/api/x", []],
  [`/abc/${"x".repeat(2_048)}`, []],
])("toPrefixes reads %j", (path, expected) => {
  expect(toPrefixes(path).map(({ code, extra }) => `${code} ${extra.path}`)).toEqual(expected);
});
