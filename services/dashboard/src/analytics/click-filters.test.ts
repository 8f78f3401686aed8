import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ClickSearch,
  clearFilters,
  dimensions,
  listFilters,
  readClickSearch,
  toggleFilter,
} from "./click-filters.ts";

const anyFilter = fc.tuple(
  fc.constantFrom(...dimensions.flatMap(each => [each, `${each}_not`] as const)),
  fc.string({ minLength: 1 }),
);
const anySearch = fc
  .array(anyFilter, { maxLength: 8 })
  .map(filters =>
    filters.reduce<ClickSearch>((search, [name, value]) => toggleFilter(search, name, value), { days: 7 }),
  );

test("a filter that is set twice is not set, and others stay", () => {
  fc.assert(
    fc.property(anySearch, anyFilter, (search, [name, value]) => {
      const twice = toggleFilter(toggleFilter(search, name, value), name, value);
      const sort = (each: ClickSearch) =>
        JSON.stringify(
          listFilters(each)
            .map(filter => JSON.stringify(filter))
            .sort(),
        );
      expect(sort(twice)).toBe(sort(search));
    }),
  );
});

test("the address of a page says all of its state", () => {
  fc.assert(
    fc.property(anySearch, search => {
      expect(readClickSearch(JSON.parse(JSON.stringify(search)))).toEqual(search);
    }),
  );
});

test("clearFilters keeps the period", () => {
  fc.assert(
    fc.property(anySearch, search => {
      expect(clearFilters(search)).toEqual({ days: 7 });
    }),
  );
});

test.each([
  ["days", 0],
  ["days", 366],
  ["days", "many"],
  ["from", "yesterday"],
  ["interval", "minute"],
  ["list", "all"],
  ["colour", "red"],
])("readClickSearch drops %s=%s", (name, value) => {
  expect(readClickSearch({ [name]: value })).toEqual({});
});
