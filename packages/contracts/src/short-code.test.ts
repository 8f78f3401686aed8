import { expect, test } from "vitest";
import { Alias, isShortCode } from "./short-code.ts";

test.each(["abc", "A-b_9", "x".repeat(50)])("%s may be a short code", code => {
  expect(isShortCode(code)).toBe(true);
});

test.each(["", "ab", "x".repeat(51), "a.b", "a/b", "äöü", "a b", "abc\n"])("%j may not be a short code", code => {
  expect(isShortCode(code)).toBe(false);
});

test.each(["api", "API", "docs", "well-known"])("%s is reserved", alias => {
  expect(Alias.safeParse(alias).success).toBe(false);
});
