import { expect, test } from "vitest";
import { readText } from "../repository.ts";

const files = [
  "services/redirect/src/config.ts",
  "services/management/src/config.ts",
  "services/worker/src/config.ts",
  "packages/runtime/src/tracing/settings.ts",
];

/** Read by `loadConfig` for several variables, so no service lists them. */
const shared = ["REDIS_URL", "REDIS_PASSWORD"];

test("docs/configuration.md lists exactly the variables that services read", () => {
  const read = files.flatMap(file =>
    [...readText(file).matchAll(/^ {4,6}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name),
  );
  expect(listDocumented()).toEqual([...new Set([...read, ...shared])].sort());
});

function listDocumented(): string[] {
  const firstCells = [...readText("docs/configuration.md").matchAll(/^\| (`[^|]+)\|/gm)].map(([, cell]) => cell ?? "");
  return firstCells.flatMap(cell => [...cell.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name ?? "")).sort();
}
