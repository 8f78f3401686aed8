import { expect, test } from "vitest";
import { rankLinks } from "./rank-links.ts";

const link = (short_code: string, title: string | null = null) => ({ short_code, title });

test("a search lists the code first, then what begins with it, what contains it, and the rest as it was", () => {
  const found = [
    link("x1", "Boots"),
    link("x2", "The autumn sale"),
    link("x3", "Autumn sale"),
    link("x4"),
    link("autumn-2"),
    link("Autumn"),
  ];

  expect(rankLinks(found, "autumn").map(({ short_code }) => short_code)).toEqual([
    "Autumn",
    "x3",
    "autumn-2",
    "x2",
    "x1",
    "x4",
  ]);
});
