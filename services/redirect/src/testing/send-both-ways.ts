import { createServer, type RequestListener } from "node:http";
import { duplexPair } from "node:stream";
import { text } from "node:stream/consumers";
import { createLogger } from "@shunt/runtime";
import { expect } from "vitest";
import { createAdapter, createListener } from "../http/listener.ts";
import { type Reply, toResponse } from "../http/send-reply.ts";

interface Sent {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
}

const spool = { written: () => undefined, whenWritten: (then: () => void) => then() };
const deps = { spool, hostname: "sho.rt", log: createLogger("test", "silent") };
/** Differs between two answers. */
const date = /^date: /;

/** Sends a reply as the listener does, and by Hono's adapter, and expects the same answer. Returns it. */
export async function sendBothWays(reply: Reply, sent: Sent): Promise<Response> {
  // Node's parser refuses other bytes.
  if (!/^[!-~]+$/.test(sent.path)) return toResponse(reply, sent.method);
  const [own, adapters] = await Promise.all([
    exchange(
      createListener(() => reply, deps),
      sent,
    ),
    exchange(
      createAdapter(() => reply, deps),
      sent,
    ),
  ]);
  expect(own).toEqual(adapters);
  expect(own.status).toBe(reply.status);
  return new Response(own.body === "" ? null : reply.body, { status: own.status, headers: own.headers });
}

/** Sends a request to a listener over a connection in memory. */
export async function exchange(listener: RequestListener, { method, path, headers }: Sent) {
  const [client, connection] = duplexPair();
  createServer(listener).emit("connection", connection);
  const lines = Object.entries({ host: "sho.rt", ...headers, connection: "close" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  client.write(`${method} ${path} HTTP/1.1\r\n${head}\r\n`, "latin1");
  const answer = await text(client);
  const end = answer.indexOf("\r\n\r\n");
  const [statusLine = "", ...fields] = answer.slice(0, end).split("\r\n");
  const named = fields.map(field => field.replace(/^[^:]+/, name => name.toLowerCase()));
  return {
    status: Number(statusLine.split(" ")[1]),
    headers: named
      .filter(field => !date.test(field))
      .sort()
      .map(toPair),
    body: answer.slice(end + 4),
  };
}

function toPair(field: string): [name: string, value: string] {
  const colon = field.indexOf(": ");
  return [field.slice(0, colon), field.slice(colon + 2)];
}
