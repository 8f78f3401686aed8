import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { fetchFromServer, UnreachableError } from "./fetch-from-server.ts";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("fetchFromServer returns answers as they are", async () => {
  const url = await serve((_req, res) => res.writeHead(404, { "content-type": "application/json" }).end('{"a":1}'));

  const response = await fetchFromServer(url);

  expect([response.status, await response.json()]).toEqual([404, { a: 1 }]);
});

test("fetchFromServer rejects with UnreachableError where nothing answers", async () => {
  const url = await serve(req => req.socket.destroy());

  await expect(fetchFromServer(url)).rejects.toBeInstanceOf(UnreachableError);
});

test("fetchFromServer rejects with UnreachableError while reading an answer that is cut off", async () => {
  const url = await serve((_req, res) => {
    res.writeHead(200, { "content-length": "1000" });
    res.write("{", () => res.destroy());
  });

  const response = await fetchFromServer(url);

  await expect(response.json()).rejects.toBeInstanceOf(UnreachableError);
});

test("fetchFromServer passes on other failures", async () => {
  const url = await serve((_req, res) => res.end("no JSON"));

  await expect(fetchFromServer(url, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  await expect((await fetchFromServer(url)).json()).rejects.toBeInstanceOf(SyntaxError);
});
