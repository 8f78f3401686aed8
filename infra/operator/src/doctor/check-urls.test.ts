import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { checkApi } from "./check-urls.ts";

async function anApi(status: number, body: object): Promise<string> {
  const server = createServer((_req, res) => res.writeHead(status).end(JSON.stringify(body)));
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("checkApi advises on the stores that management does not reach, as it runs and answers", async () => {
  const advice = "the management service does not reach redis: see the checks of it, or the log";

  expect(await checkApi(await anApi(200, { api: "ok", database: "ok", redis: "error" }))).toMatchObject([
    { status: "warning", detail: expect.stringMatching(/answers 200: redis$/), advice },
  ]);
  expect(await checkApi(await anApi(503, { api: "ok", database: "error", redis: "error" }))).toMatchObject([
    { status: "error", advice: expect.stringContaining("does not reach database, redis") },
  ]);
  expect(await checkApi(await anApi(200, { api: "ok", database: "ok", redis: "ok" }))).toMatchObject([
    { status: "ok" },
  ]);
});

test("checkApi advises to look for management where something else answers", async () => {
  expect(await checkApi(await anApi(502, {}))).toMatchObject([
    { status: "error", advice: "check that a management service runs and that APP_URL leads to it" },
  ]);
});
