import { expect, test, vi } from "vitest";
import { createGuard, isBreakerError } from "./guard.ts";

const fail = () => Promise.reject(new Error("down"));

async function openBreaker(guard: ReturnType<typeof createGuard>) {
  for (let i = 0; i < 5; i++) await guard(fail).catch(() => {});
}

test("a guard times out work that hangs", async () => {
  const guard = createGuard("redis", 20);

  await expect(guard(() => new Promise(() => {}))).rejects.toThrow("redis took longer than 20 ms");
});

test("a guard rejects work with a breaker error after five consecutive failures", async () => {
  const guard = createGuard("redis", 100);
  await openBreaker(guard);
  const work = vi.fn(async () => "fine");

  const err = await guard(work).catch((reason: unknown) => reason);

  expect(isBreakerError(err)).toBe(true);
  expect(work).not.toHaveBeenCalled();
  expect(guard.state()).toBe(1);
});

test("a guard closes the breaker after a second if the next work succeeds", async () => {
  vi.useFakeTimers();
  try {
    const guard = createGuard("redis", 100);
    await openBreaker(guard);

    await vi.advanceTimersByTimeAsync(1_001);

    expect(await guard(async () => "fine")).toBe("fine");
    expect(guard.state()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("a guard resets its failure count after a success", async () => {
  const guard = createGuard("redis", 100);

  for (let i = 0; i < 3; i++) {
    for (let failure = 0; failure < 4; failure++) await guard(fail).catch(() => {});
    await guard(async () => "fine");
  }

  expect(guard.state()).toBe(0);
});
