import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { readText, root } from "../repository.ts";

test("every action that the audit log records has a sentence in the dashboard", () => {
  const sources = globSync(["services/*/src/**/*.ts", "infra/operator/src/**/*.ts"], { cwd: root });
  const recorded = sources
    .filter(path => !path.endsWith(".test.ts"))
    .flatMap(path => findAll(/\baction: "([a-z-]+\.[a-z-]+)"/g, readText(path)));
  const described = new Set(findAll(/^ {2}"([a-z-]+\.[a-z-]+)":/gm, readText(catalogue)));

  expect(recorded.length).toBeGreaterThan(30);
  expect(recorded.filter(action => !described.has(action))).toEqual([]);
});

/** The types of the other catalogues derive from this one. */
const catalogue = "services/dashboard/src/admin/messages/en-audit.ts";

function findAll(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found as string);
}
