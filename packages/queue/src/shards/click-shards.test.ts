import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { clickShards } from "../names.ts";
import { shardOf } from "./click-shards.ts";
import { maxClickShards } from "./max-click-shards.ts";

test("shardOf returns the same shard for a name in every version", () => {
  expect(["a", "b", "c", "d", "e"].map(name => shardOf(name, 4).name)).toEqual([
    "clicks",
    "clicks-1",
    "clicks-2",
    "clicks-3",
    "clicks",
  ]);
});

test.each([1, 3, 4, maxClickShards])("shardOf spreads names evenly over %i shards", count => {
  const names = Array.from({ length: 1_000 * count }, () => shardOf(randomUUID(), count));

  const counts = clickShards.map(shard => names.filter(name => name === shard).length);

  for (const of of counts.slice(0, count)) expect(of).toBeGreaterThan(750);
  expect(counts.slice(count)).toEqual(clickShards.slice(count).map(() => 0));
});

test("clickShards have unique names and prefixes, and the first keeps its old name", () => {
  expect(clickShards[0]).toEqual({ name: "clicks", prefix: "{shunt:clicks}" });
  expect(new Set(clickShards.map(({ name }) => name)).size).toBe(maxClickShards);
  expect(new Set(clickShards.map(({ prefix }) => prefix)).size).toBe(maxClickShards);
});
