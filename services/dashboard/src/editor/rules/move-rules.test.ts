import fc from "fast-check";
import { expect, test } from "vitest";
import { moveItems, shiftItem } from "./move-rules.ts";

const items = ["a", "b", "c", "d"].map(id => ({ id }));
const idsOf = (list: { id: string }[]) => list.map(({ id }) => id).join("");

test.each([
  ["a", "after", "c", "bcad"],
  ["d", "before", "a", "dabc"],
  ["b", "before", "b", "abcd"],
  ["c", "after", "d", "abdc"],
] as const)("moveItems puts %s %s %s", (moved, dropPosition, key, expected) => {
  expect(idsOf(moveItems(items, new Set([moved]), { key, dropPosition }))).toBe(expected);
});

test("moveItems loses and doubles no item, and keeps the order of the others", () => {
  fc.assert(
    fc.property(
      fc.subarray(["a", "b", "c", "d"]),
      fc.constantFrom("a", "b", "c", "d"),
      fc.constantFrom("before" as const, "after" as const),
      (moved, key, dropPosition) => {
        const result = moveItems(items, new Set(moved), { key, dropPosition });

        expect(result.map(({ id }) => id).sort()).toEqual(["a", "b", "c", "d"]);
        const others = result.filter(({ id }) => !moved.includes(id));
        expect(others).toEqual(items.filter(({ id }) => !moved.includes(id)));
      },
    ),
  );
});

test("shiftItem moves an item by one step", () => {
  expect(shiftItem(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
  expect(shiftItem(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
});
