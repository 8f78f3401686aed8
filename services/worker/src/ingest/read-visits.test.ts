import { type Click, clickColumnNames, clickColumns } from "@shunt/contracts/clicks";
import { parseClickBatch, toClickBatch } from "@shunt/queue";
import { aClick } from "@shunt/testing";
import { expect, test } from "vitest";
import { readColumn } from "./read-column.ts";
import { readVisits } from "./read-visits.ts";

const now = Date.UTC(2026, 10, 20, 12);
const dayMs = 24 * 60 * 60_000;

const toColumns = (...clicks: Click[]) => parseClickBatch(toClickBatch(clicks));
const readFirst = (click: Click) => {
  const visits = readVisits(toColumns(click), now);
  const { linkId, at, purpose, missed, userAgent } = visits;
  return { linkId: linkId(0), at: at(0), purpose: purpose(0), missed: missed(0), userAgent: userAgent(0) };
};

test("readVisits reads a visit to a link", () => {
  const sent = aClick({ at: now, purpose: "head opt-out prerender" });

  expect(readFirst(sent)).toEqual({
    linkId: sent.linkId,
    at: now,
    purpose: { isAborted: false, isHead: true, isOptOut: true, isPixel: false, ahead: "prerender" },
    missed: null,
    userAgent: sent.userAgent,
  });
});

test("readVisits reads a visit without a link", () => {
  const sent = aClick({ at: now, linkId: "", destination: "", missed: "3/abc" });

  expect(readFirst(sent)).toMatchObject({ missed: { domainId: 3, code: "abc" }, at: now });
});

test("readVisits takes a click without link and code for a visit to a missing link", () => {
  expect(readFirst(aClick({ linkId: "" }))).toMatchObject({ missed: null, linkId: "" });
});

test.each([
  ["after tomorrow", now + dayMs, now],
  ["more than 400 days ago", now - 400 * dayMs, now],
  ["far in the future", 3_093_527_980_800_000, now],
  ["that is not a number", Number.NaN, now],
  ["with a fraction", now - 0.5, now - 1],
])("readVisits normalises a time %s", (_name, at, expected) => {
  expect(readFirst(aClick({ at })).at).toBe(expected);
});

test("readColumn cuts the texts of every column to its limit", () => {
  const long = Object.fromEntries(clickColumnNames.map(name => [name, "x".repeat(10_000)]));
  const columns = toColumns(aClick(long));

  for (const name of clickColumnNames)
    expect(readColumn(columns, name, text => text)(0)).toHaveLength(clickColumns[name].maxLength);
});

test("readColumn reads each distinct text once", () => {
  const columns = toColumns(aClick({ ip: "192.0.2.1" }), aClick({ ip: "192.0.2.2" }), aClick({ ip: "192.0.2.1" }));
  const read: string[] = [];
  const ip = readColumn(columns, "ip", text => {
    read.push(text);
    return text;
  });

  expect([ip(0), ip(1), ip(2), ip(0)]).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.1", "192.0.2.1"]);
  expect(read).toEqual(["192.0.2.1", "192.0.2.2"]);
});
