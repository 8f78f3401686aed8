import { EventEmitter } from "node:events";
import type { Response } from "express";
import { expect, test } from "vitest";
import { onceClosed } from "./once-closed.ts";

const aResponse = (closed = false) => Object.assign(new EventEmitter(), { closed }) as EventEmitter & Response;

test("onceClosed runs all actions in order when the response closes, with one listener", () => {
  const res = aResponse();
  const ran: number[] = [];

  for (const number of [1, 2, 3]) onceClosed(res, () => ran.push(number));

  expect([res.listenerCount("close"), ran]).toEqual([1, []]);
  res.emit("close");
  expect(ran).toEqual([1, 2, 3]);
});

test("onceClosed runs an action at once if the response is closed", () => {
  const ran: string[] = [];

  onceClosed(aResponse(true), () => ran.push("now"));

  expect(ran).toEqual(["now"]);
});
