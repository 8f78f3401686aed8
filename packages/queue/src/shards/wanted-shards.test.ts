import { expect, test } from "vitest";
import { clickShards, type QueueName } from "../names.ts";
import { WantedShards } from "./wanted-shards.ts";

const [first, second, third] = clickShards as [QueueName, QueueName, QueueName];

test("one's own shards are read at all times, others for a minute after they had something", () => {
  let now = 0;
  const wanted = new WantedShards([first], () => now);
  wanted.saw(first);
  wanted.saw(second);
  wanted.saw(third);

  now = 50_000;
  wanted.saw(third);
  now = 70_000;

  expect(wanted.list()).toEqual([first, third]);
  now = 700_000;
  expect(wanted.list()).toEqual([first]);
  wanted.saw(second);
  expect(wanted.list()).toEqual([first, second]);
});
