import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ClickSearch,
  clearFilters,
  dimensions,
  excludeValue,
  listFilters,
  onlyValue,
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
  ["from", "2026-13-01"],
  ["from", "2026-02-30"],
  ["interval", "minute"],
  ["list", "all"],
  ["colour", "red"],
])("readClickSearch drops %s=%s", (name, value) => {
  expect(readClickSearch({ [name]: value })).toEqual({});
});

test("onlyValue leaves one value of a dimension, and excludeValue none of it", () => {
  const search = { days: 7, country: ["AT", "DE"], country_not: ["CH"] };

  expect(onlyValue(search, "country", "FR")).toEqual({ days: 7, country: ["FR"] });
  expect(excludeValue(search, "country", "DE")).toEqual({ days: 7, country: ["AT"], country_not: ["CH", "DE"] });
  expect(excludeValue(search, "country", "CH")).toEqual(search);
});

test("readClickSearch reads a tag and a folder, also as the router reads numbers", () => {
  expect(readClickSearch({ tag: "sale", folder: 2026 })).toEqual({ tag: ["sale"], folder: "2026" });
  expect(readClickSearch({ tag: "", folder: [] })).toEqual({});
});
