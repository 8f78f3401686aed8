import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const sources = resolve(import.meta.dirname, "..");

test("no module creates a formatter when it loads, before the page appears", () => {
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter(name =>
    /(?<!\.test)\.tsx?$/.test(name),
  );

  const found = files.flatMap(file =>
    readFileSync(resolve(sources, file), "utf8")
      .split("\n")
      .filter(line => /^\S.*(?:\bIntl\.\w+\(|\.toLocale)/.test(line) && !/=>.*\bIntl/.test(line))
      .map(line => `${file}: ${line}`),
  );

  expect(files).toContain("messages/format.ts");
  expect(found).toEqual([]);
});
