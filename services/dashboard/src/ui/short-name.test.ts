import { expect, test } from "vitest";
import { toShortName } from "./short-name.ts";

test.each([
  ["https://sho.rt/sale", "sho.rt/sale"],
  ["http://localhost:8000/%F0%9F%9A%80launch", "localhost:8000/🚀launch"],
  ["https://sho.rt/%C3%BCber/uns", "sho.rt/über/uns"],
])("toShortName(%s) is %s", (url, name) => {
  expect(toShortName(url)).toBe(name);
});
