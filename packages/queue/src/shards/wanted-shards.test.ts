import { expect, test } from "vitest";
import { clickShards, type QueueName } from "../names.ts";
import { WantedShards } from "./wanted-shards.ts";

const [first, second, third] = clickShards as [QueueName, QueueName, QueueName];

test("WantedShards lists configured shards always and others for a minute after their last batch", () => {
  let now = 0;
  const wanted = new WantedShards([first], () => now);
  wanted.markActive(first);
  wanted.markActive(second);
  wanted.markActive(third);

  now = 50_000;
  wanted.markActive(third);
  now = 70_000;

  expect(wanted.list()).toEqual([first, third]);
  now = 700_000;
  expect(wanted.list()).toEqual([first]);
  wanted.markActive(second);
  expect(wanted.list()).toEqual([first, second]);
});
