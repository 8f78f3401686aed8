import { expect, test, vi } from "vitest";
import { createGuard, wasNotTried } from "./guard.ts";

const fail = () => Promise.reject(new Error("down"));

async function breakIt(guard: ReturnType<typeof createGuard>) {
  for (let i = 0; i < 5; i++) await guard(fail).catch(() => {});
}

test("what hangs is given up on in time", async () => {
  const guard = createGuard("redis", 20);

  await expect(guard(() => new Promise(() => {}))).rejects.toThrow("redis took longer than 20 ms");
});

test("after some failures in a row nothing is asked any more, and that is told apart", async () => {
  const guard = createGuard("redis", 100);
  await breakIt(guard);
  const work = vi.fn(async () => "fine");

  const err = await guard(work).catch((reason: unknown) => reason);

  expect(wasNotTried(err)).toBe(true);
  expect(work).not.toHaveBeenCalled();
  expect(guard.state()).toBe(1);
});

test("a second later one question finds out, and all is well again", async () => {
  vi.useFakeTimers();
  try {
    const guard = createGuard("redis", 100);
    await breakIt(guard);

    await vi.advanceTimersByTimeAsync(1_001);

    expect(await guard(async () => "fine")).toBe("fine");
    expect(guard.state()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("a success in between starts the count anew", async () => {
  const guard = createGuard("redis", 100);

  for (let i = 0; i < 3; i++) {
    for (let failure = 0; failure < 4; failure++) await guard(fail).catch(() => {});
    await guard(async () => "fine");
  }

  expect(guard.state()).toBe(0);
});
