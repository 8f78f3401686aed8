import { expect, test } from "vitest";
import { createVisitorHash } from "./visitor-hash.ts";

const visitor = { linkId: "a", network: "192.0.2.7", userAgent: "Firefox" };
const hashVisitor = createVisitorHash("key");

test("createVisitorHash gives a visitor the same hash in every process", () => {
  expect(createVisitorHash("key")({ ...visitor })).toEqual(hashVisitor(visitor));
});

test("createVisitorHash gives the same hash with each release", () => {
  const linkId = "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10";

  expect(hashVisitor({ ...visitor, linkId })).toBe("311eb4a504878c5efd5a0a40a31e1ec1dbe4fd2f6d12d3f7a518ee2521d80516");
});

test("createVisitorHash reads as much of a user agent as clicks record", () => {
  expect(hashVisitor({ ...visitor, userAgent: "x".repeat(512) })).toEqual(
    hashVisitor({ ...visitor, userAgent: "x".repeat(8_000) }),
  );
});

test.each([
  ["another link", "key", { ...visitor, linkId: "b" }],
  ["another network", "key", { ...visitor, network: "192.0.2.8" }],
  ["another user agent", "key", { ...visitor, userAgent: "Chrome" }],
  ["another key", "other", visitor],
  ["no key", "", visitor],
])("createVisitorHash gives another hash for %s", (_name, key, other) => {
  expect(createVisitorHash(key)(other)).not.toEqual(hashVisitor(visitor));
});
