import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, test } from "vitest";
import { compressAnswers } from "./compress-answers.ts";

const text = "a".repeat(10_000);

const app = express().use(compressAnswers());
app.get("/api/v1/urls", (_req, res) => void res.json({ text }));
app.get("/api/v1/urls/small", (_req, res) => void res.json({ text: "a" }));
app.get("/api/v1/auth/refresh", (_req, res) => void res.json({ text }));
app.get("/api/v1/urls/export", (_req, res) => void res.type("text/csv").send(text));
app.get("/api/v1/analytics/live", (_req, res) => void res.type("text/event-stream").send(text));

test.each([
  { path: "/api/v1/urls", accepted: "br, gzip", encoding: "br" },
  { path: "/api/v1/urls", accepted: "gzip", encoding: "gzip" },
  { path: "/api/v1/urls", accepted: "identity", encoding: undefined },
  { path: "/api/v1/urls/small", accepted: "br", encoding: undefined },
  { path: "/api/v1/auth/refresh", accepted: "br", encoding: undefined },
  { path: "/api/v1/urls/export", accepted: "br", encoding: undefined },
  { path: "/api/v1/analytics/live", accepted: "br", encoding: undefined },
])("$path for a client that accepts $accepted has the encoding $encoding", async ({ path, accepted, encoding }) => {
  await using server = await listen();

  const answer = await get(server.port, path, accepted);

  expect(answer.headers["content-encoding"]).toBe(encoding);
  expect(answer.bytes < 1_000).toBe(encoding !== undefined || path.endsWith("small"));
});

async function listen() {
  const server = app.listen(0);
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: async () => void server.close() };
}

/** Unlike `fetch`, shows what was sent. */
async function get(port: number, path: string, accepted: string) {
  const [answer] = await once(request({ port, path, headers: { "accept-encoding": accepted } }).end(), "response");
  let bytes = 0;
  for await (const chunk of answer) bytes += chunk.length;
  return { headers: answer.headers, bytes };
}
