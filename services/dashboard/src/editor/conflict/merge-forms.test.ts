import { expect, test } from "vitest";
import { blankForm } from "../form/form-fields.ts";
import { findConflict, mergeForms } from "./merge-forms.ts";

const before = { ...blankForm, title: "old", notes: "old", folder: "old" };
const mine = { ...before, title: "mine", notes: "same", external_id: "7" };
const theirs = { ...before, title: "theirs", notes: "same", folder: "new" };

test("findConflict names fields with two new values, and those that only the others changed", () => {
  expect(findConflict(before, mine, theirs)).toEqual({ contested: ["title"], theirs: ["folder"] });
});

test.each([
  [{}, "mine"],
  [{ title: "mine" }, "mine"],
  [{ title: "theirs" }, "theirs"],
] as const)("mergeForms with the choices %j takes the title %s, and all uncontested changes", (choices, title) => {
  const merged = mergeForms({ before, mine, theirs }, choices);

  expect(merged).toEqual({ ...before, title, notes: "same", folder: "new", external_id: "7" });
});
