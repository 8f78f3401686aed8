import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const patterns = ["packages/*/src/**/*.test.ts", "services/*/src/**/*.test.ts", "infra/*/src/**/*.test.ts"];
const stores = "@shunt/testing/stores";
/** Its tests start whole services and need the stores. */
export const endToEndTests = "packages/e2e/";
/** Matches the specifier of `import … from "…"`, `export … from "…"` and `import("…")`, except type-only imports. */
const specifier = /^(?:import|export) (?:(?!type )[^"'=;]* from )?"([^"]+)"|\bimport\("([^"]+)"\)/gm;

/**
 * Returns the test files of a checkout, as paths from its root. `withStores` import `@shunt/testing/stores`, directly or
 * through files of their package, or are end-to-end tests; `units` run without Postgres and Redis.
 */
export function findTests(root: string): { units: string[]; withStores: string[] } {
  const importsOf = new Map<string, string[]>();
  const readImports = (file: string) => {
    const known = importsOf.get(file) ?? findImports(readFileSync(file, "utf8"));
    importsOf.set(file, known);
    return known;
  };
  const found = globSync(patterns, { cwd: root }).sort();
  const needing = new Set(
    found.filter(path => path.startsWith(endToEndTests) || reachesStores(join(root, path), readImports)),
  );
  return { units: found.filter(path => !needing.has(path)), withStores: [...needing] };
}

export function findImports(source: string): string[] {
  return [...source.matchAll(specifier)].map(([, statement, call]) => statement ?? call ?? "");
}

function reachesStores(test: string, readImports: (file: string) => string[]): boolean {
  const reached = new Set([test]);
  for (const file of reached) {
    for (const imported of readImports(file)) {
      if (imported === stores) return true;
      if (imported.startsWith(".") && imported.endsWith(".ts")) reached.add(resolve(dirname(file), imported));
    }
  }
  return false;
}
