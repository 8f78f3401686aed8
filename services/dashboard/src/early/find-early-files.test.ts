import { expect, test } from "vitest";
import { type EarlyFiles, findEarlyFiles } from "./find-early-files.ts";

const early: EarlyFiles = {
  files: ["/links.js", "/link.js", "/new.js", "/en.js", "/de.js"],
  pages: [
    { path: "/links", code: [0], texts: { en: [3], de: [4] } },
    { path: "/links/$id", code: [1], texts: { en: [3] } },
    { path: "/links/new", code: [2], texts: {} },
  ],
};

test.each([
  { path: "/links", locale: "de", expected: ["/links.js", "/de.js"] },
  { path: "/links/new", locale: "en", expected: ["/new.js"] },
  { path: "/links/0195", locale: "en", expected: ["/link.js", "/en.js"] },
  { path: "/links/0195", locale: "de", expected: ["/link.js"] },
  { path: "/links/0195/edit", locale: "en", expected: [] },
  { path: "/", locale: "en", expected: [] },
] as const)("findEarlyFiles of $path in $locale returns $expected", ({ path, locale, expected }) => {
  expect(findEarlyFiles(path, locale, early)).toEqual(expected);
});
