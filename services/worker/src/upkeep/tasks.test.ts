import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { toUpkeepTasks, type UpkeepDeps } from "./tasks.ts";

/** Nothing is used before a task runs. */
const deps = { retentionDays: 30, checksLinks: true, secrets: [] } as unknown as UpkeepDeps;
const withClickHouse = { ...deps, clickHouse: {} } as UpkeepDeps;
const tasks = new Map([...toUpkeepTasks(deps), ...toUpkeepTasks(withClickHouse)].map(task => [task.name, task]));

const periods = new Map([
  [10_000, "10 s"],
  [60_000, "minute"],
  [600_000, "10 min"],
  [3_600_000, "hour"],
  [86_400_000, "day"],
]);

test("docs/architecture.md lists all tasks with their periods", () => {
  const docs = readFileSync(resolve(import.meta.dirname, "../../../../docs/architecture.md"), "utf8");
  const [, section = ""] = docs.split("### Upkeep\n");
  const rows = section.split(/^#/m, 1)[0]?.matchAll(/^\| (`.+?) +\| (.+?) +\|/gm) ?? [];
  const listed = [...rows].flatMap(([, names = "", every]) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => `${name}: ${every}`),
  );

  expect(listed.sort()).toEqual(
    [...tasks.values()].map(({ name, everyMs }) => `${name}: ${periods.get(everyMs)}`).sort(),
  );
});
