import { CreateLink } from "@shunt/contracts/links";
import { expect, test } from "vitest";
import { toColumns } from "./csv-columns.ts";

test("toColumns accepts every field of a new link under its own name", () => {
  const names = Object.keys(CreateLink.shape);

  expect(toColumns(names, "refuse")).toMatchObject({ fields: names, skipped: [] });
});
