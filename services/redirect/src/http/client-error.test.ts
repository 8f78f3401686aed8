import { createServer, type RequestListener, type Server } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { listen } from "@shunt/runtime";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { answerClientErrors } from "./client-error.ts";

/** Answers with the received target and address, one event loop tick later. */
const echo: RequestListener = ({ url, socket }, response) => {
  setImmediate(() => response.end(`${url} from ${socket.remoteAddress}\n`));
};

async function start(keepAliveTimeout: number) {
  const timeouts = { headersTimeout: 500, requestTimeout: 500, connectionsCheckingInterval: 20 };
  const server = createServer({ ...timeouts, keepAliveTimeout, keepAliveTimeoutBuffer: 0 }, echo);
  answerClientErrors(server);
  const { port, stop } = await listen(server, 0);
  onTestFinished(stop);
  return { server, port };
}

/** Sends packets and returns the bytes that the server sends until it closes the connection. */
async function send(...packets: string[]): Promise<string> {
  return sendTo((await start(1_000)).port, ...packets);
}

async function sendTo(port: number, ...packets: (string | Buffer)[]): Promise<string> {
  // Only the server closes.
  const socket = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  const answer = text(socket);
  for (const packet of packets) {
    await new Promise(resolve => socket.write(packet, resolve));
    await new Promise(resolve => setImmediate(resolve));
  }
  return answer;
}

const head = "HTTP/1.1\r\nHost: a\r\n\r\n";

test.each([
  ["random bytes", "\0\u0007 nonsense\r\n\r\n", 400, "malformed-request"],
  ["headers of 64 kB", `GET /abc HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(65_536)}\r\n\r\n`, 431, "headers-too-large"],
  ["incomplete headers", "GET /abc HTTP/1.1\r\nHost: a\r\n", 408, "request-timeout"],
  ["incomplete headers after an encoded target", "GET /abcü HTTP/1.1\r\nHost: a\r\n", 408, "request-timeout"],
  ["raw bytes in the target of a POST", `POST /abcü ${head}`, 400, "malformed-request"],
  ["a target without a slash", `GET abcü ${head}`, 400, "malformed-request"],
])("a server answers %s with a problem and closes the connection", async (_case, bytes, status, code) => {
  const [first = "", body = ""] = (await send(bytes)).split("\r\n\r\n");

  expect(first).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(first).toContain("Cache-Control: no-store");
  expect(first).toContain("X-Request-ID: ");
  expect(JSON.parse(body)).toMatchObject({ status, code });
});

test.each([
  ["in the query", "/abc?utm_campaign=Frühling", "/abc?utm_campaign=Fr%C3%BChling"],
  ["in the path", "/abc”", "/abc%E2%80%9D"],
  ["in an absolute target", "http://a/abc…?ü", "http://a/abc%E2%80%A6?%C3%BC"],
  ["next to spaces", "/abc?x=a b ü", "/abc?x=a%20b%20%C3%BC"],
  ["as spaces only", "/abc?x=a b", "/abc?x=a%20b"],
  ["as control characters", "/abc\t?\u0001\u007f", "/abc%09?%01%7F"],
])("a server encodes raw bytes %s and serves the request", async (_where, target, encoded) => {
  const answer = await send(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n`);

  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(answer).toContain("\r\nConnection: close\r\n");
  expect(answer).toContain(`\r\n\r\n${encoded} from ::ffff:127.0.0.1\n`);
});

test("a server accepts a request with raw bytes in several packets", async () => {
  const answer = await send("GET /abc?ü HTTP/1.1\r\nHost: a\r\n", "X: ", "y\r\n", "\r\n");

  expect(answer).toContain("\r\n\r\n/abc?%C3%BC from ");
});

test.each([
  ["garbage", "\0garbage\r\n\r\n", "HTTP/1.1 400 Bad Request"],
  ["a request with raw bytes", `GET /second?ü ${head}`, "/second?%C3%BC from "],
])("a server answers earlier requests before %s, in order", async (_case, bytes, last) => {
  const answer = await send(`GET /one ${head}GET /two ${head}${bytes}`);

  const [one, two, three] = ["/one from ", "/two from ", last].map(part => answer.indexOf(part));
  expect(one).toBeGreaterThan(0);
  expect(two).toBeGreaterThan(one as number);
  expect(three).toBeGreaterThan(two as number);
});

test("a server answers a request before garbage in a later packet", async () => {
  const answer = await send(`GET /one ${head}`, "\0garbage\r\n\r\n");

  expect(answer).toContain("/one from ");
  expect(answer).toContain("HTTP/1.1 400 Bad Request");
});

const refusedAgain = [
  `GET /abc http/1.1\r\nHost: a\r\n\r\n`,
  `HEAD /abc Http/1.1\r\nHost: a\r\n\r\n`,
  `get /abcü ${head}`,
  `GET /abcü http/1.1\r\nHost: a\r\n\r\n`,
  ...["h#x", "h<x", "h\\x", "h|", "u:p@@h/x", "h^", "{h}/x", '"h"', "h`", "h|/ü", "h|/a b"].flatMap(rest => [
    `GET http://${rest} ${head}`,
    `HEAD HTTPS://${rest} ${head}`,
  ]),
];

test.each(refusedAgain)("a server refuses %j, alone and after another request", async bytes => {
  const { server, port } = await start(1_000);
  const connections = countConnections(server, 4);

  const alone = await sendTo(port, bytes);
  const second = await sendTo(port, `GET /one ${head}${bytes}`);

  expect(alone).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
  expect(second).toMatch(/^HTTP\/1.1 200 OK\r\n.*HTTP\/1.1 400 Bad Request\r\n/s);
  expect(connections()).toBeLessThanOrEqual(4);
});

/** Counts connections, including internal ones for encoded requests, and closes those above the limit. */
function countConnections(server: Server, limit: number): () => number {
  let count = 0;
  server.prependListener("connection", socket => {
    if (++count > limit) socket.destroy();
  });
  return () => count;
}

const byte = fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code));
const bytes = fc.string({ unit: byte, maxLength: 12 });
const ascii = fc.string({ unit: "grapheme-ascii", maxLength: 8 });
const requestBytes = fc
  .tuple(
    fc.constantFrom("GET ", "HEAD ", "get ", "POST ", "GET\t", "GET  "),
    fc.oneof(
      bytes,
      fc.tuple(fc.constantFrom("/", "http://", "HTTPS://h", "hTTp://"), fc.oneof(ascii, bytes)).map(join),
    ),
    fc.constantFrom(" HTTP/1.1", " http/1.1", " Http/1.0", " HTTP/1.1 ", " HTTP/2.0", " ", ""),
    fc.constantFrom("\r\nHost: a\r\n\r\n", "\r\n\r\n", "\n\n", "\r\n", "\r\nContent-Length: 9\r\n\r\n"),
  )
  .map(join);
const packet = fc.oneof(bytes, fc.array(requestBytes, { minLength: 1, maxLength: 4 }).map(join));

test("a server opens at most one more connection per packet and finally closes each", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(packet, { minLength: 1, maxLength: 50 }), async packets => {
      const { server, port } = await start(50);
      const limit = 2 * packets.length;
      const connections = countConnections(server, limit);

      await Promise.all(packets.map(bytes => sendTo(port, Buffer.from(bytes, "latin1"))));

      expect(connections()).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 20 },
  );
});

function join(parts: string[]): string {
  return parts.join("");
}
