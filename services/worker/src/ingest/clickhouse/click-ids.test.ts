import { validate, version } from "uuid";
import { expect, test } from "vitest";
import { createClickIds, toIdPattern } from "./click-ids.ts";

const at = Date.UTC(2026, 10, 20, 12);

function matches(pattern: string, id: string): boolean {
  return new RegExp(`^${pattern.replace("%", ".*").replaceAll("_", ".")}$`).test(id);
}

test("ids are UUIDs of version 7 that begin with the time, different for each part, time and position", () => {
  const parts = Array.from({ length: 100 }, (_, i) => createClickIds(`batch/${i}`));
  const ids = parts.flatMap(idOf => [idOf(at, 0), idOf(at, 1), idOf(at, 70_000), idOf(at + 1, 0)]);

  expect(ids.every(id => validate(id) && version(id) === 7)).toBe(true);
  expect(new Set(ids).size).toBe(400);
  expect(Number.parseInt(ids[0]?.slice(0, 13).replace("-", "") ?? "", 16)).toBe(at);
});

test("the pattern of a part matches its ids and no others", () => {
  const pattern = toIdPattern("batch/0");

  expect([0, 1, 70_000].map(position => matches(pattern, createClickIds("batch/0")(at, position)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(matches(pattern, createClickIds("batch/1")(at, 0))).toBe(false);
});
