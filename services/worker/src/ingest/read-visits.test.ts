import { clickColumnNames, clickColumns } from "@shunt/contracts/clicks";
import { aClick } from "@shunt/testing";
import { expect, test } from "vitest";
import { parseClick } from "./parse-click.ts";

const now = Date.UTC(2026, 10, 20, 12);
const dayMs = 24 * 60 * 60_000;

test("parseClick parses a visit to a link as a hit", () => {
  const sent = aClick({ at: now, purpose: "head opt-out prerender", chosen: "variant=B" });

  const { linkId, ip, userAgent, referrer, language, marks, destination, chosen } = sent;
  expect(parseClick(sent, now)).toEqual({
    ...{ kind: "hit", linkId, at: now, ip, userAgent, referrer, language, marks, destination, chosen },
    ...{ isAborted: false, isHead: true, isOptOut: true, isPixel: false, ahead: "prerender" },
  });
});

test("parseClick parses a visit without a link as a miss", () => {
  const sent = aClick({ at: now, linkId: "", destination: "", missed: "3/abc" });

  expect(parseClick(sent, now)).toMatchObject({ kind: "miss", domainId: 3, code: "abc", at: now });
});

test("parseClick parses a click without link and code as a hit of a missing link", () => {
  expect(parseClick(aClick({ linkId: "" }), now)).toMatchObject({ kind: "hit", linkId: "" });
});

test.each([
  ["after tomorrow", now + dayMs, now],
  ["more than 400 days ago", now - 400 * dayMs, now],
  ["far in the future", 3_093_527_980_800_000, now],
  ["that is not a number", Number.NaN, now],
  ["with a fraction", now - 0.5, now - 1],
])("parseClick normalises a time %s", (_name, at, expected) => {
  expect(parseClick(aClick({ at }), now).at).toBe(expected);
});

test("parseClick cuts every column to its limit", () => {
  const long = Object.fromEntries(clickColumnNames.map(name => [name, "x".repeat(10_000)]));

  const parsed = parseClick(aClick({ ...long, linkId: "" }), now) as unknown as Record<string, string>;

  for (const name of ["ip", "userAgent", "referrer", "language", "marks"] as const)
    expect(parsed[name]).toHaveLength(clickColumns[name].maxLength);
});
