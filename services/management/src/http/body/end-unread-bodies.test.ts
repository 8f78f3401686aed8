import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import express from "express";
import { expect, onTestFinished, test, vi } from "vitest";
import { endUnreadBodies } from "./end-unread-bodies.ts";

/** A connection to a server that answers before it has read the body, with the start of a request. */
async function startRequest(contentLength: number) {
  const app = express()
    .use(endUnreadBodies)
    .post("/", (_req, res) => void res.status(413).end("too large"));
  const server = createServer({ keepAliveTimeout: 60_000 }, app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
    server.close();
    server.closeAllConnections();
  });
  let answer = "";
  socket.setEncoding("utf8").on("data", text => {
    answer += text;
  });
  socket.write(`POST / HTTP/1.1\r\nhost: test\r\ncontent-length: ${contentLength}\r\n\r\n1234`);
  await vi.waitFor(() => expect(answer).toContain("too large"));
  return { socket, read: () => answer };
}

test("endUnreadBodies closes the connection of a client that does not send the rest of a body", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { socket } = await startRequest(10);

  const closed = once(socket, "close", { signal: AbortSignal.timeout(10_000) });
  await vi.advanceTimersByTimeAsync(5_000);

  await expect(closed).resolves.toBeDefined();
});

test("endUnreadBodies keeps the connection of a client that sends the rest, for its next request", async () => {
  const { socket, read } = await startRequest(10);

  socket.write("567890POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 0\r\n\r\n");

  await vi.waitFor(() => expect(read().match(/too large/g)).toHaveLength(2));
});
