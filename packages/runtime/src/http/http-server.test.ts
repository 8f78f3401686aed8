import type { RequestListener } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { createHttpServer } from "./http-server.ts";
import { listen } from "./listen.ts";

const ok: RequestListener = (req, res) => {
  req.resume();
  res.end(`answer to ${req.url}`);
};

/** Sends bytes and returns all that the server sends until it closes the connection. */
async function send(bytes: string, listener = ok): Promise<string> {
  const server = createHttpServer(
    listener,
    {
      maxConnections: 10,
      requestTimeout: 200,
      toRefusal: status => ({ type: "application/json", body: JSON.stringify({ status }) }),
    },
    { headersTimeout: 200, connectionsCheckingInterval: 20 },
  );
  const { port, stop } = await listen(server, 0);
  onTestFinished(stop);
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}

const host = "Host: a\r\n";

test.each([
  ["random bytes", "\0\u0007 nonsense\r\n\r\n", 400],
  ["two hosts", `GET / HTTP/1.1\r\n${host}Host: b\r\n\r\n`, 400],
  ["two equal hosts, spelled differently", `GET / HTTP/1.1\r\n${host}hOST: a\r\n\r\n`, 400],
  ["no host", "GET / HTTP/1.1\r\n\r\n", 400],
  [
    "a length and chunks",
    `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ["two lengths", `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, 400],
  ["headers of 64 kB", `GET / HTTP/1.1\r\n${host}X: ${"x".repeat(65_536)}\r\n\r\n`, 431],
  ["headers that do not end", `GET / HTTP/1.1\r\n${host}`, 408],
  ["a body that never arrives", `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\n\r\n`, 408],
])("createHttpServer rejects %s and closes the connection", async (_what, bytes, status) => {
  const answered = await send(bytes, (req, res) => {
    if (req.method === "GET") ok(req, res);
    else req.resume();
  });

  expect(answered).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answered).toMatch(/^connection: close$/im);
});

test("createHttpServer allows responses that take longer than requestTimeout", async () => {
  const answered = await send(`GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, (_req, res) => {
    res.write("begun ");
    setTimeout(() => res.end("and ended"), 500);
  });

  expect(answered).toContain("and ended");
});

test("createHttpServer sends responses to earlier requests before it rejects a later one", async () => {
  const slow: RequestListener = (req, res) => void setTimeout(() => ok(req, res), req.url === "/1" ? 100 : 0);

  const answered = await send(`GET /1 HTTP/1.1\r\n${host}\r\nGET /2 HTTP/1.1\r\n${host}\r\n\0garbage\r\n\r\n`, slow);

  expect(answered.match(/answer to \/\d|HTTP\/1.1 \d+/g)).toEqual([
    "HTTP/1.1 200",
    "answer to /1",
    "HTTP/1.1 200",
    "answer to /2",
    "HTTP/1.1 400",
  ]);
});
