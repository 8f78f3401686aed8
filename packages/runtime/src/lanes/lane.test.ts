import fc from "fast-check";
import { expect, test } from "vitest";
import { watchLanes } from "../metrics/lane-metrics.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { createLane, type Lane, LaneFull, type LaneOptions } from "./lane.ts";

const bounds: LaneOptions = {
  name: "tests",
  noun: "tests",
  running: 2,
  runningPerOwner: 1,
  waiting: 4,
  waitingPerOwner: 2,
  retryAfterSeconds: 7,
};

/** Work that runs until the test finishes it. `begun` lists it in order of its start. */
function createWork(lane: Lane) {
  const begun: string[] = [];
  const finish = new Map<string, () => void>();
  function start(owner: string, label: string, signal?: AbortSignal) {
    return lane.run(owner, signal, async () => {
      begun.push(label);
      await new Promise<void>(resolve => finish.set(label, resolve));
      return label;
    });
  }
  const settle = () => new Promise(resolve => setImmediate(resolve));
  return {
    begun,
    start,
    settle,
    async finish(label: string) {
      finish.get(label)?.();
      await settle();
    },
  };
}

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (err: unknown) => (err instanceof LaneFull ? [err.reach, err.retryAfterSeconds] : err),
  );

test("a lane gives owners turns, independent of how much work each has waiting", async () => {
  const lane = createLane({ ...bounds, running: 1, waitingPerOwner: 3 });
  const work = createWork(lane);
  for (const label of ["a1", "a2", "a3"]) void work.start("a", label);
  for (const label of ["b1", "b2"]) void work.start("b", label);
  await work.settle();

  for (const label of ["a1", "b1", "a2", "b2", "a3"]) await work.finish(label);

  expect(work.begun).toEqual(["a1", "b1", "a2", "b2", "a3"]);
  expect(lane.state()).toEqual({ running: 0, waiting: 0, refused: 0 });
});

test("a lane leaves free places to others when an owner uses its whole share", async () => {
  const work = createWork(createLane(bounds));

  void work.start("a", "a1");
  void work.start("a", "a2");
  void work.start("b", "b1");
  await work.settle();

  expect(work.begun).toEqual(["a1", "b1"]);
  await work.finish("b1");
  expect(work.begun).toEqual(["a1", "b1"]);
  await work.finish("a1");
  expect(work.begun).toEqual(["a1", "b1", "a2"]);
});

test("a lane refuses an owner beyond its share, and all owners once it is full", async () => {
  const lane = createLane(bounds);
  const work = createWork(lane);
  for (const label of ["1", "2", "3"]) void work.start("a", label);

  expect(await refusalOf(work.start("a", "4"))).toEqual(["owner", 7]);
  for (const label of ["5", "6", "7"]) void work.start("b", label);
  expect(await refusalOf(work.start("c", "8"))).toEqual(["all", 7]);
  expect(lane.state()).toEqual({ running: 2, waiting: 4, refused: 2 });
});

test("a lane without a line refuses with reach owner for a used share, and all for a full lane", async () => {
  const lane = createLane({ ...bounds, runningPerOwner: 1, waiting: 0, waitingPerOwner: 0 });
  await lane.enter("a", undefined);
  await lane.enter("b", undefined);

  expect(await refusalOf(lane.enter("a", undefined))).toEqual(["owner", 7]);
  expect(await refusalOf(lane.enter("c", undefined))).toEqual(["all", 7]);
});

test("a lane frees a place once, also after failed work and a repeated release", async () => {
  const lane = createLane(bounds);

  await expect(lane.run("a", undefined, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  const release = await lane.enter("a", undefined);
  expect(lane.state().running).toBe(1);
  release();
  release();

  expect(lane.state().running).toBe(0);
});

test("a lane removes waiting work whose signal aborts", async () => {
  const lane = createLane({ ...bounds, running: 1 });
  const work = createWork(lane);
  const leaving = new AbortController();
  void work.start("a", "a1");
  const left = work.start("b", "b1", leaving.signal);
  void work.start("b", "b2");

  leaving.abort(new Error("the client left"));

  await expect(left).rejects.toThrow("the client left");
  expect(lane.state()).toMatchObject({ running: 1, waiting: 1 });
  await work.finish("a1");
  expect(work.begun).toEqual(["a1", "b2"]);
  await expect(work.start("c", "c1", leaving.signal)).rejects.toThrow("the client left");
  expect(lane.state()).toMatchObject({ running: 1, waiting: 0 });
});

/** Work of random owners that starts, finishes and aborts. */
function createCrowd(lane: Lane) {
  const running: { owner: string; finish: () => void }[] = [];
  const waiting = new Set<AbortController>();
  const settled: Promise<unknown>[] = [];
  return {
    running,
    waiting,
    settled,
    start(owner: string) {
      const leaving = new AbortController();
      waiting.add(leaving);
      const work = async () => {
        waiting.delete(leaving);
        await new Promise<void>(finish => running.push({ owner, finish }));
      };
      settled.push(lane.run(owner, leaving.signal, work).catch(() => waiting.delete(leaving)));
    },
    finish: (pick: number) => running.splice(pick % Math.max(1, running.length), 1)[0]?.finish(),
    abort: (pick: number) => [...waiting][pick % Math.max(1, waiting.size)]?.abort(),
  };
}

const nextTurn = () => new Promise(resolve => setImmediate(resolve));

test("a lane keeps its limits and frees every place in random sequences of starts, finishes and aborts", async () => {
  const step = fc.record({
    kind: fc.constantFrom("start", "finish", "abort"),
    owner: fc.constantFrom("a", "b", "c"),
    pick: fc.nat(50),
  });
  const steps = fc.array(step, { maxLength: 60 });
  async function run(taken: readonly { kind: string; owner: string; pick: number }[]) {
    const lane = createLane({ ...bounds, running: 3, runningPerOwner: 2 });
    const crowd = createCrowd(lane);
    for (const { kind, owner, pick } of taken) {
      if (kind === "start") crowd.start(owner);
      else if (kind === "finish") crowd.finish(pick);
      else crowd.abort(pick);
      await nextTurn();

      expect(lane.state()).toMatchObject({ running: crowd.running.length, waiting: crowd.waiting.size });
      expect(crowd.running.length).toBeLessThanOrEqual(3);
      for (const each of "abc") expect(crowd.running.filter(work => work.owner === each).length).toBeLessThanOrEqual(2);
    }
    while (crowd.running.length > 0) {
      crowd.finish(0);
      await nextTurn();
    }
    await Promise.all(crowd.settled);
    expect(lane.state()).toMatchObject({ running: 0, waiting: 0 });
  }

  await fc.assert(fc.asyncProperty(steps, run), { numRuns: 50 });
});

test("watchLanes publishes running and waiting tasks and refusals", async () => {
  const registry = createMetrics("test");
  const lane = createLane({ ...bounds, running: 1, waiting: 1, waitingPerOwner: 1 });
  watchLanes(registry, [lane]);
  await lane.enter("a", undefined);
  void lane.enter("b", undefined);
  await refusalOf(lane.enter("c", undefined));

  const text = await registry.metrics();

  expect(text).toContain('shunt_lane_running{lane="tests",service="test"} 1');
  expect(text).toContain('shunt_lane_waiting{lane="tests",service="test"} 1');
  expect(text).toContain('shunt_lane_refusals_total{lane="tests",service="test"} 1');
});

test("a full lane with newestFirst refuses the oldest waiting work and runs the newest, in turns of owners", async () => {
  const lane = createLane({ ...bounds, running: 1, waiting: 3, waitingPerOwner: 2, newestFirst: true });
  const work = createWork(lane);
  const first = work.start("a", "a1");
  const oldest = work.start("b", "b1").catch((err: unknown) => err);
  const rest = [work.start("b", "b2"), work.start("c", "c1"), work.start("d", "d1")];
  await work.settle();

  expect(await oldest).toMatchObject({ reach: "all", retryAfterSeconds: 7 });
  for (const label of ["a1", "d1", "c1", "b2"]) await work.finish(label);

  await Promise.all([first, ...rest]);
  expect(work.begun).toEqual(["a1", "d1", "c1", "b2"]);
  expect(lane.state()).toEqual({ running: 0, waiting: 0, refused: 1 });
});

test("a lane with newestFirst gives every waiting owner a turn before the second turn of one", async () => {
  const lane = createLane({ ...bounds, running: 1, waiting: 10, waitingPerOwner: 5, newestFirst: true });
  const work = createWork(lane);
  const all = [
    work.start("a", "a1"),
    work.start("b", "b1"),
    work.start("c", "c1"),
    work.start("c", "c2"),
    work.start("c", "c3"),
  ];
  await work.settle();

  for (const label of ["a1", "c1", "b1", "c2", "c3"]) await work.finish(label);

  await Promise.all(all);
  expect(work.begun).toEqual(["a1", "c1", "b1", "c2", "c3"]);
});
