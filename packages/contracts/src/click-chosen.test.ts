import fc from "fast-check";
import { expect, test } from "vitest";
import { clickColumns } from "./click.ts";
import { noChoice, parseChosen, toChosen } from "./click-chosen.ts";
import { PartName } from "./link/part-names.ts";

const name = fc.option(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 50 }).filter(text => PartName.safeParse(text).data === text),
);

test("parseChosen restores what toChosen writes, within the limit of the column", () => {
  fc.assert(
    fc.property(fc.record({ rule: name, variant: name, class: name, reason: name }), chosen => {
      const column = toChosen(chosen);

      expect(parseChosen(column)).toEqual(chosen);
      expect(column.length).toBeLessThanOrEqual(clickColumns.chosen.maxLength);
    }),
  );
});

test("toChosen writes an empty column if nothing was chosen", () => {
  expect(toChosen({})).toBe("");
  expect(parseChosen("")).toBe(noChoice);
});

test.each([
  ["text that is no query string", "%%%\0{", {}],
  ["a field of a newer release", "rule=a&mood=good", { rule: "a" }],
  ["a name that is too long", `variant=${"x".repeat(80)}`, { variant: "x".repeat(50) }],
  ["characters that Postgres refuses", "rule=a%00b&variant=%ED%A0%80", { rule: "ab", variant: "\ufffd\ufffd\ufffd" }],
])("parseChosen reads %s", (_name, column, chosen) => {
  expect(parseChosen(column)).toEqual({ ...noChoice, ...chosen });
});
