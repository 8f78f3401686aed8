import { expect, test, vi } from "vitest";
import { countFilters, isFiltered, readLinksSearch, toQuestion, withoutFilters } from "./links-search.ts";

vi.stubGlobal("localStorage", { getItem: () => null });

test("readLinksSearch keeps what the page can show", () => {
  const search = {
    search: "sale",
    tag: ["a", "b"],
    folder: "Docs",
    state: "expired",
    sort: "-click_count",
    view: "cards",
  };

  expect(readLinksSearch(search)).toEqual(search);
});

test.each([
  [
    { search: 2026, tag: "one" },
    { search: "2026", tag: ["one"] },
  ],
  [{ search: "", tag: [], folder: null, state: "lost", sort: "title", view: "map", other: 1 }, {}],
  [{ from: "2026-11-01", to: "soon" }, { from: "2026-11-01" }],
  [{ from: "2026-99-99" }, {}],
  [{ tag: ["a", "a", 7, {}] }, { tag: ["a", "7"] }],
])("readLinksSearch reads %j as %j", (search, read) => {
  expect(readLinksSearch(search)).toEqual(read);
});

test("toQuestion asks for the newest links first, unless the address says otherwise", () => {
  expect(toQuestion({})).toEqual({ sort: "-created_at" });
  expect(toQuestion({ search: "  sale ", tag: ["a"], sort: "click_count", view: "cards" })).toEqual({
    sort: "click_count",
    search: "sale",
    tag: ["a"],
  });
  expect(toQuestion({ password: "yes", unsafe: "no", health: "broken" })).toEqual({
    sort: "-created_at",
    has_password: "true",
    is_unsafe: "false",
    has_broken_destination: "true",
  });
  expect(toQuestion({ search: "  " })).toEqual({ sort: "-created_at" });
});

test("toQuestion includes the whole last day, by the clock of the visitor", () => {
  const { created_from, created_to } = toQuestion({ from: "2026-11-30", to: "2026-11-30" });

  expect(created_from).toBe(new Date(2026, 10, 30).toISOString());
  expect(created_to).toBe(new Date(2026, 11, 1).toISOString());
});

test("withoutFilters keeps order and look", () => {
  const search = { search: "x", tag: ["a"], sort: "created_at", view: "cards" } as const;

  expect(withoutFilters({ ...search, tag: ["a"] })).toEqual({ sort: "created_at", view: "cards" });
  expect(countFilters({ search: "x", tag: ["a", "b"], state: "active", view: "cards" })).toBe(3);
  expect([isFiltered({ ...search, tag: ["a"] }), isFiltered({ sort: "created_at" })]).toEqual([true, false]);
});
