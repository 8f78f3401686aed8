import { expect, test } from "vitest";
import { applyJsonPatch } from "./json-patch.ts";

test("applyJsonPatch adds, replaces and removes values in objects and lists", () => {
  const object = { a: { b: 1, "c/d": 2 }, list: [1, 2, 3] };

  applyJsonPatch(object, [
    { op: "replace", path: "/a/b", value: { e: 5 } },
    { op: "remove", path: "/a/c~1d" },
    { op: "add", path: "/list/-", value: 4 },
    { op: "add", path: "/list/0", value: 0 },
    { op: "remove", path: "/list/1" },
  ]);

  expect(object).toEqual({ a: { b: { e: 5 } }, list: [0, 2, 3, 4] });
});

test.each(["/b", "/a/c", "/a/b/c/d"])("applyJsonPatch rejects a missing path: %s", path => {
  expect(() => applyJsonPatch({ a: { b: 1 } }, [{ op: "replace", path, value: 1 }])).toThrow(path);
});
