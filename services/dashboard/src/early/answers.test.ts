import { afterEach, expect, test, vi } from "vitest";
import { fetchEarly, takeEarlyAnswer } from "./answers.ts";

afterEach(() => {
  vi.useRealTimers();
});

const send = async () => new Response("early");
const own = { authorization: "Bearer own" };

test("an early answer is taken once", async () => {
  fetchEarly("/instance", send);

  expect(await (await takeEarlyAnswer("/instance"))?.text()).toBe("early");
  expect(takeEarlyAnswer("/instance")).toBeUndefined();
});

test.each([
  { headers: own, isTaken: true },
  { headers: { authorization: "Bearer another" }, isTaken: false },
  { headers: undefined, isTaken: false },
])("an early answer for a session is for requests of that session only: $headers", ({ headers, isTaken }) => {
  fetchEarly("/me", send, own.authorization);

  expect(takeEarlyAnswer("/me", headers) !== undefined).toBe(isTaken);
});

test("an early answer that waits too long is dropped", () => {
  vi.useFakeTimers();
  fetchEarly("/instance", send);

  vi.advanceTimersByTime(10_000);

  expect(takeEarlyAnswer("/instance")).toBeUndefined();
});
