import { expect, test } from "vitest";
import { holdAnswers } from "./hold-answers.ts";

const answer = new Response(null, { status: 302 });

test("an answer waits for the clicks of its turn", async () => {
  const written = Promise.withResolvers<void>();
  const held = holdAnswers(() => answer, { written: () => written.promise })();
  let hasLeft = false;
  void Promise.resolve(held).then(() => {
    hasLeft = true;
  });

  await Promise.resolve();
  expect(hasLeft).toBe(false);
  written.resolve();

  expect(await held).toBe(answer);
});

test("a late answer waits for the clicks of the turn in which it is made", async () => {
  const written = Promise.withResolvers<void>();
  let hasClicks = false;
  const made = async () => {
    hasClicks = true;
    return answer;
  };
  const held = holdAnswers(made, { written: () => (hasClicks ? written.promise : undefined) })();

  expect(await Promise.race([held, "waiting"])).toBe("waiting");
  written.resolve();
  expect(await held).toBe(answer);
});

test("without clicks there is nothing to wait for", () => {
  expect(holdAnswers(() => answer, { written: () => undefined })()).toBe(answer);
});
