import { expect, test } from "vitest";
import { holdAnswers } from "./hold-answers.ts";

const answer = new Response(null, { status: 302 });

test("holdAnswers holds an answer until the clicks of its tick are written", async () => {
  const written = Promise.withResolvers<void>();
  const held = holdAnswers(() => answer, { written: () => written.promise })();
  let isReleased = false;
  void Promise.resolve(held).then(() => {
    isReleased = true;
  });

  await Promise.resolve();
  expect(isReleased).toBe(false);
  written.resolve();

  expect(await held).toBe(answer);
});

test("holdAnswers holds an asynchronous answer until the clicks of its last tick are written", async () => {
  const written = Promise.withResolvers<void>();
  let hasClicks = false;
  const fetch = async () => {
    hasClicks = true;
    return answer;
  };
  const held = holdAnswers(fetch, { written: () => (hasClicks ? written.promise : undefined) })();

  expect(await Promise.race([held, "waiting"])).toBe("waiting");
  written.resolve();
  expect(await held).toBe(answer);
});

test("holdAnswers returns an answer at once without clicks", () => {
  expect(holdAnswers(() => answer, { written: () => undefined })()).toBe(answer);
});
