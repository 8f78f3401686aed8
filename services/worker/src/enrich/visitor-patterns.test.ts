import { expect, test } from "vitest";
import { createVisitorPatterns } from "./visitor-patterns.ts";

const now = Date.UTC(2026, 10, 20, 12);
const ip = "93.184.216.34";
const visitor = { link: 1, network: 2, userAgent: 3 };
const another = { ...visitor, userAgent: 4 };

test("checkVisit classifies a GET after two HEADs as a preview, and a second GET as human", () => {
  const patterns = createVisitorPatterns();
  patterns.recordHead(visitor, now);
  patterns.recordHead(visitor, now + 500);

  expect(patterns.checkVisit(visitor, ip, now + 900)).toEqual({ class: "preview", reason: "several HEADs" });
  expect(patterns.checkVisit(visitor, ip, now + 5_000)).toBeUndefined();
});

test.each([
  ["a single HEAD", [now]],
  ["old HEADs", [now - 60_000, now - 59_000]],
  ["HEADs far apart", [now - 60_000, now - 100]],
])("checkVisit finds no preview after %s", (_name, heads) => {
  const patterns = createVisitorPatterns();
  for (const at of heads) patterns.recordHead(visitor, at);

  expect(patterns.checkVisit(visitor, ip, now)).toBeUndefined();
});

test("checkVisit classifies a visitor as suspect after thirty clicks in ten seconds, and as human again later", () => {
  const patterns = createVisitorPatterns();
  const classes = Array.from(
    { length: 32 },
    (_, i) => patterns.checkVisit(visitor, ip, now + i * 100)?.class ?? "human",
  );

  expect(classes.filter(name => name === "human")).toHaveLength(30);
  expect(classes.slice(30)).toEqual(["suspect", "suspect"]);
  expect(patterns.checkVisit(another, ip, now + 3_200)).toBeUndefined();
  expect(patterns.checkVisit(visitor, ip, now + 11_000)).toBeUndefined();
});

test.each(["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "rubbish"])(
  "checkVisit ignores many visits from the non-public address %s",
  address => {
    const patterns = createVisitorPatterns();
    const classes = Array.from({ length: 100 }, () => patterns.checkVisit(visitor, address, now));

    expect(classes.every(classification => classification === undefined)).toBe(true);
  },
);

test("forgetHead and forgetVisit let visits be recorded again as if they were the first time", () => {
  const patterns = createVisitorPatterns();
  const at = (i: number) => now + i * 6_000;
  const record = () => {
    for (const i of [0, 1]) patterns.recordHead(visitor, at(i));
    return [0, 1, 2, 3].map(i => patterns.checkVisit(visitor, ip, at(i))?.class ?? "human");
  };
  const first = record();

  for (let attempt = 0; attempt < 40; attempt++) {
    for (const _ of [0, 1]) patterns.forgetHead(visitor);
    for (const i of [0, 1, 2, 3]) patterns.forgetVisit(visitor, at(i));
    expect(record()).toEqual(first);
  }
  expect(first).toEqual(["preview", "human", "human", "human"]);
});

test("forgetVisit ignores visitors that are not remembered", () => {
  const patterns = createVisitorPatterns();

  patterns.forgetHead(visitor);
  patterns.forgetVisit(visitor, now);

  expect(patterns.checkVisit(visitor, ip, now)).toBeUndefined();
});
