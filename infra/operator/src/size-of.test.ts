import { expect, test } from "vitest";
import { sizeOf } from "./size-of.ts";

test.each([
  [0, "0 kB"],
  [1, "1 kB"],
  [11_001, "12 kB"],
  [999_000, "999 kB"],
  [1_000_000, "1.0 MB"],
  [191_640_000, "191.6 MB"],
  [1_234_500_000, "1,234.5 MB"],
])("sizeOf %d bytes is %s", (bytes, expected) => {
  expect(sizeOf(bytes)).toBe(expected);
});
