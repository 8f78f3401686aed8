import { expect, test } from "vitest";
import { findFirst } from "./find-first.ts";

const workspaces = [
  { id: "mine", is_personal: true },
  { id: "team", is_personal: false },
];

test("findFirst returns the first of the wanted workspaces that the account has", () => {
  expect(findFirst(workspaces, [undefined, "team", "mine"])?.id).toBe("team");
  expect(findFirst(workspaces, ["left", null, "team"])?.id).toBe("team");
});

test("findFirst returns the personal workspace if none is wanted, or no longer there", () => {
  expect(findFirst(workspaces, [undefined, null])?.id).toBe("mine");
  expect(findFirst(workspaces, ["left"])?.id).toBe("mine");
});
