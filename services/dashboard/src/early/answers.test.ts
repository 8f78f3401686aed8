import { afterEach, expect, test, vi } from "vitest";
import { keepEarlyAnswer, takeEarlyAnswer } from "./answers.ts";

afterEach(() => {
  vi.useRealTimers();
});

const send = async () => new Response("early");
const own = { authorization: "Bearer own" };

test("an early answer is taken once", async () => {
  keepEarlyAnswer("/instance", send());

  expect(await (await takeEarlyAnswer("/instance"))?.text()).toBe("early");
  expect(await takeEarlyAnswer("/instance")).toBeUndefined();
});

test.each([
  { headers: own, isTaken: true },
  { headers: { authorization: "Bearer another" }, isTaken: false },
  { headers: undefined, isTaken: false },
])("an early answer for a session is for requests of that session only: $headers", async ({ headers, isTaken }) => {
  keepEarlyAnswer("/me", send(), Promise.resolve(own.authorization));

  expect((await takeEarlyAnswer("/me", headers)) !== undefined).toBe(isTaken);
});

test("a request that is made before an early one has its session waits for it", async () => {
  const { promise: authorization, resolve } = Promise.withResolvers<string>();
  keepEarlyAnswer("/me", authorization.then(send), authorization);

  const taken = takeEarlyAnswer("/me", own);
  resolve(own.authorization);

  expect(await (await taken)?.text()).toBe("early");
});

test("an early answer that waits too long is dropped", async () => {
  vi.useFakeTimers();
  keepEarlyAnswer("/instance", send());

  vi.advanceTimersByTime(10_000);

  expect(await takeEarlyAnswer("/instance")).toBeUndefined();
});
