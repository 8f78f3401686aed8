import { expect, test } from "vitest";
import { type ColumnName, columns, fitColumns, toTemplate } from "./columns.ts";

const all = columns.map(({ name }) => name);

test("fitColumns keeps the chosen columns in the order of the table", () => {
  expect(fitColumns(["created", "state"], 2_000)).toEqual(["state", "created"]);
  expect(fitColumns(all, 2_000)).toEqual(all);
});

test("fitColumns leaves out the least needed columns until the rest fits", () => {
  const counts = [1_300, 1_100, 900, 700, 500, 392, 0].map(width => fitColumns(all, width));

  for (const [i, shown] of counts.entries()) {
    const wider = counts[i - 1] ?? all;
    expect(shown.every(name => wider.includes(name))).toBe(true);
  }
  expect(counts.at(-1)).toEqual([]);
  expect(fitColumns(all, 560)).toEqual<ColumnName[]>(["clicks"]);
});

test("toTemplate has a width for the checkbox, the link, each column and the menu", () => {
  expect(toTemplate(["state", "clicks"])).toBe("44px minmax(0, 1fr) 128px 148px 48px");
});
