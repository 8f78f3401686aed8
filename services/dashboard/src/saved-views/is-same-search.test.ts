import { expect, test } from "vitest";
import { isSameSearch } from "./is-same-search.ts";

test.each([
  [{ days: 7, country: ["AT"] }, { country: ["AT"], days: 7 }, true],
  [{ days: 7 }, { days: 30 }, false],
  [{ country: ["AT"] }, { country: ["AT", "DE"] }, false],
  [{}, { bots: true }, false],
])("isSameSearch of %o and %o is %s", (a, b, same) => {
  expect(isSameSearch(a, b)).toBe(same);
});
