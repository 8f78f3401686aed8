import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readPages } from "../../build-tools/early/read-pages.ts";

const routes = resolve(import.meta.dirname, "../app/routes.ts");

test("readPages finds the module of each page, and the layout that loads with it", async () => {
  const text = await readFile(routes, "utf8");
  const paths = [...text.matchAll(/path: "([^"]+)"/g)].map(([, path]) => path);
  // It only leads on.
  const withCode = paths.filter(path => path !== "/admin");

  const pages = await readPages(routes);

  expect(pages.map(({ path }) => path)).toEqual(withCode);
  expect(pages.flatMap(({ modules }) => modules).filter(module => !existsSync(module))).toEqual([]);
  const home = pages.find(({ path }) => path === "/");
  expect(home?.modules.map(module => module.replace(/.*\/src\//, ""))).toEqual([
    "home/home-page.tsx",
    "app/open-layout.tsx",
  ]);
});
