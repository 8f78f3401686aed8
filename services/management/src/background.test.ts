import { createLogger } from "@shunt/runtime";
import { expect, test } from "vitest";
import { createBackground } from "./background.ts";

function aBackground() {
  const lines: unknown[] = [];
  const error = (fields: object) => void lines.push(fields);
  return { background: createBackground(Object.assign(createLogger("test", "silent"), { error })), lines };
}

test("stop waits for running and queued tasks", async () => {
  const { background } = aBackground();
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
  const events: string[] = [];
  for (let i = 0; i < 10; i++) background.run("mail", () => mayGoOn.then(() => void events.push("sent")));

  const stopped = background.stop().then(() => events.push("stopped"));
  goOn();
  await stopped;

  expect(events).toEqual([...Array(10).fill("sent"), "stopped"]);
});

test("a failed task is logged and does not affect others", async () => {
  const { background, lines } = aBackground();
  const failure = new Error("no such mailbox");
  const done: string[] = [];

  background.run("first", () => Promise.reject(failure));
  background.run("second", async () => void done.push("second"));
  await background.stop();

  expect(lines).toEqual([{ err: failure, name: "first" }]);
  expect(done).toEqual(["second"]);
});

test("tasks beyond the maximum are dropped and logged", async () => {
  const { background, lines } = aBackground();
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
  let done = 0;
  for (let i = 0; i < 1_200; i++) background.run("mail", () => mayGoOn.then(() => void done++));

  goOn();
  await background.stop();

  expect(done).toBe(1_000);
  expect(lines).toHaveLength(200);
});
