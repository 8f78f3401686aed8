import { expect, test } from "vitest";
import { findPages, findRow } from "./row-positions.ts";

test.each([
  [0, { page: 0, place: 0 }],
  [99, { page: 0, place: 99 }],
  [100, { page: 1, place: 0 }],
  [12_345, { page: 123, place: 45 }],
])("findRow finds row %i of full pages", (index, position) => {
  expect(findRow(index, new Map())).toEqual(position);
  expect(findRow(index, new Map([[0, 100]]))).toEqual(position);
});

test("findRow moves later rows up where a page has lost links", () => {
  const lengths = new Map([
    [3, 90],
    [0, 98],
  ]);

  expect(findRow(97, lengths)).toEqual({ page: 0, place: 97 });
  expect(findRow(98, lengths)).toEqual({ page: 1, place: 0 });
  expect(findRow(298 + 89, lengths)).toEqual({ page: 3, place: 89 });
  expect(findRow(298 + 90, lengths)).toEqual({ page: 4, place: 0 });
});

test("findRow moves later rows down where a page has got a link", () => {
  const lengths = new Map([[0, 101]]);

  expect(findRow(100, lengths)).toEqual({ page: 0, place: 100 });
  expect(findRow(101, lengths)).toEqual({ page: 1, place: 0 });
});

test("findRow steps over a page that has lost all links", () => {
  expect(findRow(0, new Map([[0, 0]]))).toEqual({ page: 1, place: 0 });
});

test("findRow gives each row of a list a place of its own", () => {
  const lengths = new Map([
    [0, 101],
    [1, 0],
    [2, 57],
  ]);
  const places = Array.from({ length: 400 }, (_, i) => findRow(i, lengths)).map(
    ({ page, place }) => page * 1000 + place,
  );

  expect(new Set(places).size).toBe(400);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test("findPages lists the pages of a range of rows", () => {
  expect(findPages(90, 210, new Map())).toEqual([0, 1, 2]);
  expect(findPages(0, -1, new Map())).toEqual([0]);
});
