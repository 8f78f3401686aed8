import { once } from "node:events";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";
import { expect, onTestFinished, test } from "vitest";
import { within } from "./within.ts";

/** Starts a server on another thread, which answers the first bytes of a connection and then sets the flag. */
async function startAnswering(isAnswered: Int32Array): Promise<number> {
  const program = `
    const { createServer } = require("node:net");
    const { parentPort, workerData } = require("node:worker_threads");
    const answer = socket => socket.write("answer", () => {
      Atomics.store(workerData, 0, 1);
      Atomics.notify(workerData, 0);
    });
    const server = createServer(socket => socket.once("data", () => answer(socket)));
    server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));`;
  const worker = new Worker(program, { eval: true, workerData: isAnswered });
  onTestFinished(() => void worker.terminate());
  const [port] = await once(worker, "message");
  return port;
}

test("within rejects when the time is up", async () => {
  await expect(within(10, new Promise(() => {}), "the answer")).rejects.toThrow("the answer took longer than 10 ms");
});

test("within returns an answer that arrived in time, although the process was blocked until after the limit", async () => {
  const limitMs = 20;
  const isAnswered = new Int32Array(new SharedArrayBuffer(4));
  const socket = connect(await startAnswering(isAnswered), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");

  const startedAt = performance.now();
  socket.write("question");
  const waiting = within(limitMs, once(socket, "data"), "the answer");
  Atomics.wait(isAnswered, 0, 0);
  while (performance.now() - startedAt < 2 * limitMs);

  expect(String(await waiting)).toBe("answer");
});
