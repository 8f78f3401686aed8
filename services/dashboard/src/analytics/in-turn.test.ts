import { expect, test } from "vitest";
import { inTurn } from "./in-turn.ts";

test("runs at most four requests at once, and leaves out those that are aborted while they wait", async () => {
  const { signal } = new AbortController();
  const held: (() => void)[] = [];
  const started: number[] = [];
  const hold = (name: number) => () => {
    started.push(name);
    return new Promise<number>(done => held.push(() => done(name)));
  };
  const leaving = new AbortController();
  const answers = [1, 2, 3, 4].map(name => inTurn(signal, hold(name)));
  const left = inTurn(leaving.signal, hold(5)).catch((err: Error) => err.name);
  const last = inTurn(signal, hold(6));
  expect(started).toEqual([1, 2, 3, 4]);

  leaving.abort();
  held[0]?.();
  expect(await left).toBe("AbortError");
  await expect.poll(() => started).toEqual([1, 2, 3, 4, 6]);
  for (const done of held) done();
  expect(await Promise.all([...answers, last])).toEqual([1, 2, 3, 4, 6]);
});
