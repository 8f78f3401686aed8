import type { Link } from "@shunt/contracts/links";
import { expect, test } from "vitest";
import { allSelected, countSelected, isSelected, nothingSelected, select } from "./selection.ts";

const aLink = (id: string) => ({ id }) as Link;
const [a, b, c] = [aLink("a"), aLink("b"), aLink("c")];

test("select adds links and takes them out", () => {
  const two = select(nothingSelected, [a, b], true);
  const one = select(two, [a], false);

  expect([countSelected(two, 9), countSelected(one, 9)]).toEqual([2, 1]);
  expect([a, b, c].map(({ id }) => isSelected(one, id))).toEqual([false, true, false]);
});

test("select takes links out of all, and adds them again", () => {
  const allButTwo = select(allSelected, [a, b], false);
  const allButOne = select(allButTwo, [a], true);

  expect(countSelected(allButTwo, 12_340)).toBe(12_338);
  expect([a, b, c].map(({ id }) => isSelected(allButOne, id))).toEqual([true, false, true]);
});
