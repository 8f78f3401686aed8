import { operations } from "@shunt/contracts/operations";
import { expect, test } from "vitest";
import { toLoggedPath } from "./to-logged-path.ts";

const withSecret = Object.values(operations).filter(({ path }) => path.includes(":token"));

test.each(withSecret.map(({ path }) => path))("toLoggedPath leaves the secret out of %s", path => {
  expect(toLoggedPath(path.replace(":token", "s3cret"))).toBe(path.replace(":token", "…"));
});

test("toLoggedPath leaves the secret out of paths in another case, which routes match too", () => {
  expect(toLoggedPath("/API/v1/Shared/s3cret/series")).not.toContain("s3cret");
});

test("toLoggedPath leaves other paths as they are", () => {
  expect(withSecret.length).toBeGreaterThan(4);
  expect(toLoggedPath("/api/v1/urls/s3cret")).toBe("/api/v1/urls/s3cret");
});
