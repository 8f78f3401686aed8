import fc from "fast-check";
import { expect, test } from "vitest";
import { noPurpose, parseMissed, parsePurpose, toMissed, toPurpose } from "./click-purpose.ts";

const anyPurpose = fc.record({
  isAborted: fc.boolean(),
  isHead: fc.boolean(),
  isOptOut: fc.boolean(),
  isPixel: fc.boolean(),
  ahead: fc.constantFrom("prefetch", "prerender", "preview", undefined),
});

test("parsePurpose reads every purpose that toPurpose writes", () => {
  fc.assert(
    fc.property(anyPurpose, purpose => {
      expect(parsePurpose(toPurpose(purpose))).toEqual(purpose);
    }),
  );
});

test("toPurpose writes nothing for a plain visit", () => {
  expect(toPurpose(noPurpose)).toBe("");
});

test("parsePurpose ignores words that it does not know", () => {
  expect(parsePurpose("later aborted-not HEAD")).toEqual(noPurpose);
});

const anyMiss = fc.record({
  domainId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  code: fc.oneof(fc.constant(""), fc.stringMatching(/^[A-Za-z0-9_-]{3,50}$/)),
});

test("parseMissed reads every miss that toMissed writes", () => {
  fc.assert(
    fc.property(anyMiss, miss => {
      expect(parseMissed(toMissed(miss))).toEqual(miss);
    }),
  );
});

test.each([
  ["nothing", "", 0, ""],
  ["a code without a domain", "abc", 0, "abc"],
  ["a domain that is not a number", "x/abc", 0, "abc"],
  ["a domain id out of range", "4294967296/abc", 0, "abc"],
  ["a code that cannot be a short code", "1/a b", 1, ""],
])("parseMissed reads %s", (_name, text, domainId, code) => {
  expect(parseMissed(text)).toEqual({ domainId, code });
});
