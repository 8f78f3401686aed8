import { type Lane, LaneFull } from "@shunt/runtime";
import { expect, test } from "vitest";
import { createLanes } from "./lanes.ts";

const names = Object.keys(createLanes()) as (keyof ReturnType<typeof createLanes>)[];

/** Fills an owner's share of running and waiting places. Returns why the last attempt was refused. */
async function takeShare(lane: Lane, owner: string, signal: AbortSignal): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  let isRefused = false;
  const refuse = (err: unknown) => {
    if (!(err instanceof LaneFull)) return;
    isRefused = true;
    resolve(err.reach);
  };
  for (let i = 0; i < 1_000 && !isRefused; i++) {
    void lane.enter(owner, signal).catch(refuse);
    await Promise.resolve();
  }
  return promise;
}

test.each(names)("in lane %s, nineteen owners with full shares do not keep out another owner", async name => {
  const lane = createLanes()[name];
  const leaving = new AbortController();

  const refusals: unknown[] = [];
  for (let i = 0; i < 19; i++) refusals.push(await takeShare(lane, `owner ${i}`, leaving.signal));
  const newcomer = lane.enter("newcomer", leaving.signal).then(
    () => "runs",
    (err: unknown) => err,
  );
  const outcome = await Promise.race([newcomer, new Promise(resolve => setImmediate(resolve, "waits"))]);
  leaving.abort();

  expect(["runs", "waits"]).toContain(outcome);
  expect(new Set(refusals)).toEqual(new Set(["owner"]));
});
