import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findImports, findTests } from "./find-tests.ts";
import { makeScratchDirectory } from "./scratch-directory.ts";

async function aCheckout(files: Record<string, string>): Promise<string> {
  const { path, remove } = await makeScratchDirectory();
  onTestFinished(remove);
  for (const [name, source] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), source);
  }
  return path;
}

const stores = "@shunt/testing/stores";

test("findTests reports tests that import the stores directly, through a helper, or through a cycle of helpers", async () => {
  const root = await aCheckout({
    "packages/a/src/plain.test.ts": 'import { aClick } from "@shunt/testing";\nimport { x } from "./plain.ts";\n',
    "packages/a/src/plain.ts": 'import type { TestRedis } from "@shunt/testing/stores";\n',
    "packages/a/src/direct.test.ts": `import { startTestRedis } from "${stores}";\n`,
    "services/b/src/x/through.test.ts": 'import {\n  one,\n  two,\n} from "../testing/helper.ts";\n',
    "services/b/src/testing/helper.ts": 'export { one } from "./other.ts";\n',
    "services/b/src/testing/other.ts": `import "./helper.ts";\nimport { startTestRedis } from "${stores}";\n`,
    "packages/e2e/src/whole.test.ts": "",
  });

  expect(findTests(root)).toEqual({
    units: ["packages/a/src/plain.test.ts"],
    withStores: ["packages/a/src/direct.test.ts", "packages/e2e/src/whole.test.ts", "services/b/src/x/through.test.ts"],
  });
});

test.each([
  ["named imports", 'import { a, type B } from "x";', ["x"]],
  ["named imports on several lines", 'import {\n  a,\n  b,\n} from "x";', ["x"]],
  ["imports for side effects", 'import "x";', ["x"]],
  ["re-exports", 'export * from "x";', ["x"]],
  ["dynamic imports", 'const { a } = await import("x");', ["x"]],
  ["no type-only imports", 'import type { A } from "x";\nexport type { B } from "y";', []],
  ["no import in a file without one", 'const text = "import";\nexport const from = "x";', []],
])("findImports reads %s", (_what, source, expected) => {
  expect(findImports(source)).toEqual(expected);
});

test("findTests puts each test of this checkout into one group", () => {
  const { units, withStores } = findTests(resolve(import.meta.dirname, "../../.."));

  expect(units.length).toBeGreaterThan(50);
  expect(withStores.length).toBeGreaterThan(100);
  expect(units.filter(path => withStores.includes(path))).toEqual([]);
});
