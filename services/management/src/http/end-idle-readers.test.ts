import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { endIdleReaders } from "./end-idle-readers.ts";

const idleMs = 200;

async function serve(answer: express.RequestHandler, ms = idleMs) {
  const app = express();
  app.use(endIdleReaders(ms));
  app.use(answer);
  const server = createServer(app);
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

async function startRequest(port: number) {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await once(socket, "readable");
  return socket;
}

const megabytes = Buffer.alloc(20_000_000, "x");

test.each<[string, express.RequestHandler]>([
  ["sent at once", (_req, res) => void res.send(megabytes)],
  [
    "written piece by piece",
    (_req, res) => {
      const write = () => {
        while (!res.destroyed && res.write(megabytes.subarray(0, 65_536)));
      };
      res.on("drain", write);
      write();
    },
  ],
])("endIdleReaders closes the connection of a client that does not read a response %s", async (_how, answer) => {
  const closed = Promise.withResolvers<void>();
  const port = await serve((req, res, next) => {
    res.once("close", closed.resolve);
    answer(req, res, next);
  });

  await startRequest(port);

  await closed.promise;
});

test("endIdleReaders lets a slow client read the whole response", async () => {
  const longerMs = 1_000;
  const port = await serve((_req, res) => void res.send(megabytes), longerMs);
  const socket = await startRequest(port);
  const startedAt = performance.now();

  let bytes = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes >= megabytes.length) break;
    // Makes the whole response take longer than the idle time.
    await new Promise(resolve => setTimeout(resolve, performance.now() - startedAt < longerMs * 2 ? 10 : 0));
  }

  expect(bytes).toBeGreaterThanOrEqual(megabytes.length);
});

test("endIdleReaders does not close a connection before the response begins", async () => {
  const port = await serve((_req, res) => void setTimeout(() => res.send("done"), idleMs * 3));

  const answer = await fetch(`http://127.0.0.1:${port}/`);

  expect(await answer.text()).toBe("done");
});
