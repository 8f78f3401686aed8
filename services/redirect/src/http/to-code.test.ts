import { expect, test } from "vitest";
import { rootCode, toCode } from "./to-code.ts";

test.each([
  ["/abc", "abc"],
  ["/a-B_9", "a-B_9"],
  ["/abc?utm_source=x&y=/z", "abc"],
  ["http://sho.rt/abc?x", "abc"],
  ["/abc).", "abc"],
  ["/abc%29%2E", "abc"],
  ["/abc,?x", "abc"],
  ["/%61bc", "abc"],
])("%s means a code", (target, code) => {
  expect(toCode(target)).toBe(code);
});

test.each(["/", "/?utm_source=x", "http://sho.rt/"])("%s is the root", target => {
  expect(toCode(target)).toBe(rootCode);
});

test.each([
  "",
  "/ab",
  "/abc/def",
  "/abc/",
  "/a.b.c",
  "/..%2fabc",
  "/abc%",
  "/abc%00",
  "*",
  "/é€€",
  `/${"x".repeat(51)}`,
])("%s means none", target => {
  expect(toCode(target)).toBeUndefined();
});
