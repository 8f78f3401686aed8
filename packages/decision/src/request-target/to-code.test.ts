import { expect, test } from "vitest";
import { rootCode } from "../visit-facts.ts";
import { toCode, toOtherCodes, toTargetHost } from "./to-code.ts";

test.each([
  ["/abc", "abc"],
  ["/a-B_9", "a-B_9"],
  ["/abc?utm_source=x&y=/z", "abc"],
  ["http://sho.rt/abc?x", "abc"],
  ["/abc).", "abc"],
  ["/abc%29%2E", "abc"],
  ["/abc,?x", "abc"],
  ["/%61bc", "abc"],
  ["/abc/", "abc"],
  ["/abc/?fbclid=1", "abc"],
  ["/abc%E2%80%9D?utm_source=x", "abc"],
  ["/abc%00", "abc"],
  ["/abc%", "abc"],
  ["/abc#top", "abc"],
  ["/abc??x", "abc"],
  ["http://sho.rt/abc%E2%80%A6", "abc"],
  ["HTTPS://user@sho.rt:443/abc/#x", "abc"],
  ["//abc", "abc"],
  ["/%20abc", "abc"],
  ["/%E2%80%8Babc?x", "abc"],
  ["http://sho.rt//abc", "abc"],
  ["/abc](http://sho.rt/abc", "abc"],
  ["/abc%3C/a%3E", "abc"],
  ["/abc|label", "abc"],
  ["/docs-2/v2/intro", "docs-2/v2/intro"],
  ["//abc/def?x", "abc/def"],
  ["/%D0%BA%D0%BE%D0%B4.", "код"],
  ["/%F0%9F%A6%8A", "🦊"],
  ["/e%CC%81", "é"],
])("toCode reads %j as %j", (target, code) => {
  expect(toCode(target)).toBe(code);
});

test.each([
  "/",
  "/?utm_source=x",
  "/#top",
  "/%E2%80%9D",
  "//",
  "http://sho.rt/",
  "http://sho.rt",
  "http://sho.rt?x",
  "http://sho.rt#x",
])("toCode reads %j as the root", target => {
  expect(toCode(target)).toBe(rootCode);
});

test.each([
  ["/abc%E8%AF%B7", "abc请", ["abc"]],
  ["/abc%F0%9F%A6%8A?x", "abc🦊", ["abc"]],
  ["/abc", "abc", []],
  ["/%F0%9F%A6%8A", "🦊", []],
])("toOtherCodes reads %j, if no link has %s, as %j", (target, code, others) => {
  expect([toCode(target), toOtherCodes(target)]).toEqual([code, others]);
});

test.each([
  "",
  "/ab",
  "/api/def",
  "/abc//def",
  "/abc.html",
  "/a.b.c",
  "/..%2fabc",
  "/abc+",
  "*",
  "sho.rt:443",
  `/${"x".repeat(51)}`,
])("toCode returns undefined for %j", target => {
  expect(toCode(target)).toBeUndefined();
});

test.each([
  ["/abc", undefined],
  ["*", undefined],
  ["http://sho.rt/abc", "sho.rt"],
  ["HTTP://user:pw@Sho.rt:8000", "Sho.rt:8000"],
  ["https://[2001:db8::1]:80?x", "[2001:db8::1]:80"],
  ["http:///abc", undefined],
])("toTargetHost reads %j as %j", (target, host) => {
  expect(toTargetHost(target)).toBe(host);
});
