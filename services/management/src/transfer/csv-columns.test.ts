import { codeNames, importedLinkFields } from "@shunt/contracts/links";
import { expect, test } from "vitest";
import { toColumns } from "./csv-columns.ts";

test("toColumns accepts every field of a new link under its own name", () => {
  expect(toColumns(importedLinkFields, "refuse")).toMatchObject({ fields: importedLinkFields, skipped: [] });
});

test.each(codeNames)("toColumns accepts a column %s for the code", name => {
  expect(toColumns(["original_url", name], "refuse").fields).toEqual(["original_url", "short_code"]);
});
