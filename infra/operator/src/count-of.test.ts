import { expect, test } from "vitest";
import { countOf } from "./count-of.ts";

test.each([
  [0, "0 batches"],
  [1, "1 batch"],
  [2, "2 batches"],
  [2_000, "2,000 batches"],
])("countOf(%i) is %j", (count, text) => {
  expect(countOf(count, "batch", "batches")).toBe(text);
});
