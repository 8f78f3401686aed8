import { expect, test } from "vitest";
import { listAdvice } from "./list-advice.ts";
import { defaultDesign } from "./studio-design.ts";

test.each([
  [{}, []],
  [{ dark: "#999999" }, ["contrast"]],
  [{ dark: "#ffffff", light: "#000000" }, ["inverted"]],
  [{ gradient: "#eeeeee" }, ["contrast"]],
  [{ light: "#333333" }, ["contrast"]],
  [{ margin: 3 }, ["margin"]],
  [{ size: 128, margin: 0 }, ["margin", "small"]],
])("the advice for %j is %j", (changes, advice) => {
  expect(listAdvice({ ...defaultDesign, ...changes }, { width: 37 })).toEqual(advice);
});
