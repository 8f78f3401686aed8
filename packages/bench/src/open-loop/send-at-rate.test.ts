import { createServer, type RequestListener, type ServerResponse } from "node:http";
import { listen } from "@shunt/runtime";
import { expect, onTestFinished, test } from "vitest";
import { sendAtRate } from "./send-at-rate.ts";

const request = "GET /abc HTTP/1.1\r\nHost: a\r\n\r\n";

async function send(listener: RequestListener) {
  const { port, stop } = await listen(createServer(listener), 0);
  onTestFinished(stop);
  const origin = `http://127.0.0.1:${port}`;
  return sendAtRate({ origin, requests: [request], connections: 20, rate: 1_000, seconds: 0.02 });
}

test("sendAtRate sends all requests, although the server answers none before the last one", async () => {
  const waiting: ServerResponse[] = [];

  const { latencies, failures } = await send((_request, response) => {
    waiting.push(response);
    if (waiting.length === 20) for (const each of waiting) each.writeHead(302, { "Content-Length": "0" }).end();
  });

  expect(latencies).toHaveLength(20);
  expect(Math.min(...latencies)).toBeGreaterThanOrEqual(0);
  expect(failures).toBe(0);
});

test("sendAtRate counts answers other than redirects, and requests without an answer, as failures", async () => {
  let count = 0;

  const { latencies, failures } = await send((_request, response) => {
    count += 1;
    if (count === 1) response.writeHead(404, { "Content-Length": "0" }).end();
    else if (count === 2) response.destroy();
    else response.writeHead(302, { "Content-Length": "0" }).end();
  });

  expect(latencies).toHaveLength(18);
  expect(failures).toBe(2);
});
