import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable, Transform } from "node:stream";
import { gzipSync } from "node:zlib";
import { defaultBodyBytes, type Operation, operations } from "@shunt/contracts/operations";
import type { Lane } from "@shunt/runtime";
import express from "express";
import { expect, onTestFinished, test, vi } from "vitest";
import { createBodyReader } from "./read-body.ts";
import { readChunks } from "./read-chunks.ts";

/** A server that reads bodies of an operation, with a lane that records who enters and leaves. */
async function aServer(operation: Operation) {
  const leave = vi.fn();
  const enter = vi.fn(async () => leave);
  const reader = createBodyReader({ enter } as unknown as Lane);
  const app = express();
  app.post("/", async (req, res) => {
    await reader.read(req, res, operation, { subject: "ann", signal: () => new AbortController().signal });
    res.json({ left: leave.mock.calls.length });
  });
  const server = createServer(app).listen(0, "127.0.0.1");
  await new Promise(listening => server.once("listening", listening));
  onTestFinished(() => void server.close());
  const post = (body: Buffer, headers: Record<string, string | number>) =>
    new Promise<string>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const all = { "content-type": "application/json", ...headers };
      const sending = send({ port, method: "POST", headers: all, agent: false }, answer =>
        answer.setEncoding("utf8").on("data", resolve),
      );
      sending.on("error", reject).end(body);
    });
  return { enter, leave, post };
}

const bulk: Operation = operations.createLinks;
const small = Buffer.from("[]");
const large = Buffer.from(`[${" ".repeat(defaultBodyBytes)}]`);
const compressed = gzipSync(small);

test.each([
  { what: "a small body", body: small, headers: { "content-length": small.length }, enters: 0 },
  { what: "a large body", body: large, headers: { "content-length": large.length }, enters: 1 },
  { what: "a body of unknown length", body: small, headers: { "transfer-encoding": "chunked" }, enters: 1 },
  {
    what: "a compressed body",
    body: compressed,
    headers: { "content-length": compressed.length, "content-encoding": "gzip" },
    enters: 1,
  },
])("createBodyReader takes $enters places in the lane for $what, until the response has been sent", async given => {
  const { enter, leave, post } = await aServer(bulk);

  expect(await post(given.body, given.headers)).toBe('{"left":0}');

  expect(enter).toHaveBeenCalledTimes(given.enters);
  await vi.waitFor(() => expect(leave).toHaveBeenCalledTimes(given.enters));
});

test("createBodyReader takes no place for operations with the usual limit, which need no account", async () => {
  const { enter, post } = await aServer(operations.createLink);

  await post(compressed, { "content-length": compressed.length, "content-encoding": "gzip" });

  expect(enter).not.toHaveBeenCalled();
});

test("readChunks does not count the time of decompression against a client whose body has arrived", async () => {
  const taken: string[] = [];
  const slow = new Transform({
    transform(chunk, _encoding, done) {
      setTimeout(() => done(null, chunk), 200);
    },
  });
  const body = Object.assign(Readable.from([Buffer.from("all")]), { complete: true });

  await readChunks(
    body,
    { maxBytes: 10, pace: { graceMs: 50, minBytesPerSecond: 1_000_000, longestMs: 100 } },
    slow,
    chunk => void taken.push(String(chunk)),
  );

  expect(taken).toEqual(["all"]);
});
