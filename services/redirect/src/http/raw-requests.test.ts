import { duplexPair } from "node:stream";
import { text } from "node:stream/consumers";
import { createLogger } from "@shunt/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyRequest } from "../testing/any-request.ts";
import type { App } from "./app.ts";
import { createRedirectServer } from "./create-server.ts";
import { createAdapter, createListener } from "./listener.ts";

const spool = { written: () => undefined, whenWritten: (then: () => void) => then() };
const deps = { spool, hostname: "sho.rt", log: createLogger("test", "silent") };
const metrics = { answered: () => {} };

/** Answers what it received. */
const echo: App = ({ method, url, headers }) => {
  const seen = { method, url, host: headers.host, agent: headers["user-agent"], from: headers["x-forwarded-for"] };
  return { status: 200, headers: { "X-Seen": encodeURI(JSON.stringify(seen)) }, body: JSON.stringify(seen) };
};
const own = createRedirectServer(createListener(echo, deps), metrics);
const adapters = createRedirectServer(createAdapter(echo, deps), metrics);

const last = "GET /last HTTP/1.1\r\nHost: sho.rt\r\nConnection: close\r\n\r\n";

/** Sends requests, and another one that ends the connection. Returns all answers, without what differs between two. */
async function send(server: typeof own, requests: string): Promise<string> {
  const [client, connection] = duplexPair();
  server.emit("connection", connection);
  client.write(requests + last, "latin1");
  return normalize(await text(client));
}

function normalize(answers: string): string {
  const sorted = answers.replaceAll(/(?<=HTTP\/1\.1 .*\r\n)(?:[\w-]+: .*\r\n)+/g, fields =>
    fields
      .split(/(?<=\n)/)
      .map(field => field.replace(/^[^:]+/, name => name.toLowerCase()))
      .filter(field => !/^(?:date|x-request-id):/.test(field))
      .sort()
      .join(""),
  );
  return sorted.replaceAll(/"request_id":"[^"]*"/g, "");
}

test("the listener answers any bytes as Hono's adapter does", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRequest, { minLength: 1, maxLength: 3 }), async requests => {
      const bytes = requests.join("");

      const [answers, expected] = await Promise.all([send(own, bytes), send(adapters, bytes)]);

      expect(answers).toBe(expected);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["CONNECT", "CONNECT sho.rt:443 HTTP/1.1\r\nHost: sho.rt:443\r\n\r\n", 405, "method-not-allowed"],
  ["HTTP/1.1 without a host", "GET /abc HTTP/1.1\r\n\r\n", 400, "malformed-request"],
  ["a host twice", "GET /abc HTTP/1.1\r\nHost: sho.rt\r\nHost: evil.example\r\n\r\n", 400, "malformed-request"],
])("the server answers %s with a problem", async (_what, bytes, status, code) => {
  const answer = await send(own, bytes);

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain(`"code":"${code}"`);
});

test("the server answers CONNECT after the requests before it", async () => {
  const answers = await send(own, "GET /abc HTTP/1.1\r\nHost: Sho.rt\r\n\r\nCONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n");

  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 405"]);
});

test("the server takes HTTP/1.0 without a host", async () => {
  expect(await send(own, "GET /abc HTTP/1.0\r\n\r\n")).toContain('"url":"/abc"');
});
