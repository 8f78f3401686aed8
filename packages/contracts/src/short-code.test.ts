import { expect, test } from "vitest";
import { Alias, isShortCode } from "./short-code.ts";

test.each(["abc", "A-b_9", "x".repeat(50)])("isShortCode accepts %s", code => {
  expect(isShortCode(code)).toBe(true);
});

test.each(["", "ab", "x".repeat(51), "a.b", "a/b", "äöü", "a b", "abc\n"])("isShortCode rejects %j", code => {
  expect(isShortCode(code)).toBe(false);
});

test.each(["api", "API", "docs", "well-known"])("Alias rejects the reserved word %s", alias => {
  expect(Alias.safeParse(alias).success).toBe(false);
});
