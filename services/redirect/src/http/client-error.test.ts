import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { listen } from "@shunt/runtime";
import { expect, onTestFinished, test } from "vitest";
import { answerClientError } from "./client-error.ts";

/** What a server answers to these bytes, until it closes the connection. */
async function send(bytes: string): Promise<string> {
  const server = createServer({ headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 20 });
  server.on("clientError", answerClientError);
  const { port, stop } = await listen(server, 0);
  onTestFinished(stop);
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}

test.each([
  ["random bytes", "\0\u0007 nonsense\r\n\r\n", 400, "malformed-request"],
  ["headers of 64 kB", `GET /abc HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(65_536)}\r\n\r\n`, 431, "headers-too-large"],
  ["headers that do not end", "GET /abc HTTP/1.1\r\nHost: a\r\n", 408, "request-timeout"],
])("%s are answered with a problem, and the connection is closed", async (_what, bytes, status, code) => {
  const [head = "", body = ""] = (await send(bytes)).split("\r\n\r\n");

  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain("Cache-Control: no-store");
  expect(head).toContain("X-Request-ID: ");
  expect(JSON.parse(body)).toMatchObject({ status, code });
});
