import { waitFor } from "@shunt/testing";
import { startTestRedis } from "@shunt/testing/stores";
import { Queue } from "bullmq";
import { afterEach, expect, test, vi } from "vitest";
import { upkeepQueue } from "./names.ts";
import { createConsumerConnection } from "./redis/connection.ts";
import { startUpkeep } from "./upkeep.ts";

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

const stops: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** Starts a worker with an hourly task. Returns how often the task ran. */
async function aWorker(redisUrl: string, scheduleCheckMs: number) {
  let count = 0;
  const upkeep = await startUpkeep({
    redisUrl,
    tasks: [{ name: "tidy", everyMs: hourMs, run: async () => void count++ }],
    scheduleCheckMs,
    onFailed: () => {},
    onError: () => {},
  });
  stops.push(() => upkeep.stop());
  return { runs: () => count };
}

function openQueue(redisUrl: string) {
  const connection = createConsumerConnection(redisUrl, () => {});
  const queue = new Queue(upkeepQueue.name, { connection, prefix: upkeepQueue.prefix });
  stops.push(async () => {
    await queue.close();
    connection.disconnect();
  });
  return { queue, connection };
}

async function findNextRun(queue: Queue): Promise<number | undefined> {
  return (await queue.getJobSchedulers())[0]?.next;
}

/** Schedules the next run as a worker does whose clock is ahead. */
async function scheduleWithClockAhead(queue: Queue, aheadMs: number): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + aheadMs });
  await queue.removeJobScheduler("tidy");
  await queue.upsertJobScheduler("tidy", { every: hourMs }, { name: "tidy" });
  vi.useRealTimers();
}

test("a flushed Redis gets the schedule again, and the task runs", async () => {
  const redis = await startTestRedis();
  stops.push(() => redis.stop());
  const { runs } = await aWorker(redis.url, 50);
  await waitFor(() => runs() === 1, { what: "the first run" });
  const { queue, connection } = openQueue(redis.url);

  await connection.flushall();

  await waitFor(() => runs() > 1, { what: "the run after the flush" });
  expect(await findNextRun(queue)).toBeGreaterThan(Date.now());
});

test("a next run that a clock chose which was ahead is replaced while the worker runs", async () => {
  const redis = await startTestRedis();
  stops.push(() => redis.stop());
  const { runs } = await aWorker(redis.url, 50);
  await waitFor(() => runs() === 1, { what: "the first run" });
  const { queue } = openQueue(redis.url);

  await scheduleWithClockAhead(queue, 400 * dayMs);

  await waitFor(() => runs() > 1, { what: "the run after the clock was right again" });
  const isNear = async () => ((await findNextRun(queue)) ?? Number.POSITIVE_INFINITY) < Date.now() + 2 * hourMs;
  await waitFor(isNear, { what: "the next run to be near" });
});

test("a worker that starts replaces a next run that a clock chose which was ahead", async () => {
  const redis = await startTestRedis();
  stops.push(() => redis.stop());
  const { queue } = openQueue(redis.url);
  await scheduleWithClockAhead(queue, 400 * dayMs);

  const { runs } = await aWorker(redis.url, hourMs);

  await waitFor(() => runs() > 0, { what: "the first run" });
});

test("checks of the schedule run no task before its time", async () => {
  const redis = await startTestRedis();
  stops.push(() => redis.stop());
  const { runs } = await aWorker(redis.url, 10);
  await waitFor(() => runs() === 1, { what: "the first run" });
  const { queue } = openQueue(redis.url);
  const next = await findNextRun(queue);
  const check = vi.spyOn(Queue.prototype, "getJobSchedulers");

  await waitFor(() => check.mock.calls.length > 5, { what: "several checks" });

  expect([runs(), await findNextRun(queue)]).toEqual([1, next]);
});
