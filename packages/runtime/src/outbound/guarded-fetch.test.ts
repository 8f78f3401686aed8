import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createGuardedFetch, type GuardedFetchOptions, RefusedTargetError } from "./guarded-fetch.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function serve(listener: RequestListener): Promise<{ port: number; requests: string[] }> {
  const requests: string[] = [];
  const server: Server = createServer((req, res) => {
    requests.push(`${req.method} ${req.url}`);
    listener(req, res);
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  stops.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return { port: (server.address() as AddressInfo).port, requests };
}

/** Resolves names to the loopback unless `names` has another address, and allows only the loopback. */
function aFetch(names: Record<string, string> = {}, options: Partial<GuardedFetchOptions> = {}) {
  const fetch = createGuardedFetch({
    isAllowedAddress: address => address === "127.0.0.1",
    resolve: async hostname => [{ address: names[hostname] ?? "127.0.0.1", family: 4 }],
    ...options,
  });
  stops.push(() => fetch.stop());
  return fetch;
}

const limits = { timeoutMs: 60_000, maxBytes: 1_000 };

test("guardedFetch reads a response from an allowed address up to maxBytes", async () => {
  const { port } = await serve((_req, res) => res.end("x".repeat(5_000)));

  const answer = await aFetch()(`http://shop.example:${port}/`, limits);

  expect(answer).toMatchObject({ status: 200, isCut: true });
  expect(answer.body.toString()).toBe("x".repeat(1_000));
});

test.each([
  ["http://127.0.0.2/"],
  ["http://[::1]/"],
  ["http://2130706434/"],
  ["http://user@shop.example/"],
  ["ftp://shop.example/"],
  ["file:///etc/passwd"],
])("guardedFetch rejects %s", async url => {
  await expect(aFetch()(url, limits)).rejects.toThrow(RefusedTargetError);
});

test("guardedFetch checks the address of a name at each connection", async () => {
  const { port, requests } = await serve((_req, res) => res.end());
  const addresses = ["127.0.0.1", "10.0.0.1"];
  const fetch = aFetch({}, { resolve: async () => [{ address: addresses.shift() as string, family: 4 }] });

  // Without keep-alive, the second request opens a new connection.
  await fetch(`http://rebinding.example:${port}/`, { ...limits, headers: { connection: "close" } }).catch(() => {});
  await expect(fetch(`http://rebinding.example:${port}/second`, limits)).rejects.toThrow(RefusedTargetError);

  expect(requests).not.toContain("GET /second");
});

test("stop ends requests in progress, and later ones throw without being sent", async () => {
  const asked = Promise.withResolvers<void>();
  const { port, requests } = await serve(() => asked.resolve());
  const [fetch, unused] = [aFetch(), aFetch()];

  const pending = expect(fetch(`http://shop.example:${port}/`, limits)).rejects.toThrow();
  await asked.promise;
  await Promise.all([fetch.stop(), unused.stop()]);

  await pending;
  await expect(fetch(`http://shop.example:${port}/second`, limits)).rejects.toThrow(/aborted/);
  await expect(unused(`http://shop.example:${port}/third`, limits)).rejects.toThrow(/aborted/);
  expect(requests).toEqual(["GET /"]);
});

test("guardedFetch rejects a name with public and private addresses", async () => {
  const resolve = async () => ["127.0.0.1", "10.0.0.1"].map(address => ({ address, family: 4 }));

  await expect(aFetch({}, { resolve })("http://mixed.example/", limits)).rejects.toThrow(RefusedTargetError);
});

test("guardedFetch follows up to maxRedirects redirects and checks each target", async () => {
  const { port, requests } = await serve((req, res) => {
    const to = { "/one": "/two", "/two": `http://inner.example:${port}/secret` }[req.url ?? ""];
    if (to) res.writeHead(302, { location: to }).end();
    else res.end("arrived");
  });
  const url = `http://shop.example:${port}/one`;

  expect(await aFetch()(url, limits)).toMatchObject({ status: 302 });
  expect((await aFetch()(url, { ...limits, maxRedirects: 1 })).url).toBe(`http://shop.example:${port}/two`);
  expect((await aFetch()(url, { ...limits, maxRedirects: 2 })).body.toString()).toBe("arrived");
  requests.length = 0;
  const guarded = aFetch({ "inner.example": "192.168.0.1" });
  await expect(guarded(url, { ...limits, maxRedirects: 5 })).rejects.toThrow(RefusedTargetError);
  expect(requests).toEqual(["GET /one", "GET /two"]);
});

test("guardedFetch times out on a silent server and on an endless body", async () => {
  const silent = await serve(() => {});
  const endless = await serve((_req, res) => {
    res.write("x");
  });

  await expect(aFetch()(`http://a.example:${silent.port}/`, { ...limits, timeoutMs: 200 })).rejects.toThrow(/timeout/i);
  await expect(aFetch()(`http://a.example:${endless.port}/`, { ...limits, timeoutMs: 200 })).rejects.toThrow(
    /timeout/i,
  );
});

test.each<[string, RequestListener, string]>([
  ["ends late", (_req, res) => void res.write("part"), "part"],
  ["breaks off", (_req, res) => void res.write("part", () => res.destroy()), "part"],
  [
    "is not what its Content-Encoding says",
    (_req, res) => void res.setHeader("content-encoding", "gzip").end("not compressed"),
    "",
  ],
])(
  "guardedFetch returns the status of a response whose body %s if the body is optional",
  async (_what, listener, body) => {
    const { port } = await serve(listener);
    // Enough for status and headers, also on a busy machine.
    const request = { ...limits, timeoutMs: 3_000 };
    const url = `http://shop.example:${port}/`;

    await expect(aFetch()(url, request)).rejects.toThrow();
    const answer = await aFetch()(url, { ...request, isBodyOptional: true });

    expect([answer.status, answer.body.toString(), answer.isCut]).toEqual([200, body, true]);
  },
);

test("guardedFetch takes at least 300 ms to fail, so that timing reveals no names or ports", async () => {
  const { port } = await serve((_req, res) => res.socket?.destroy());
  const resolve = async (name: string) => {
    if (name === "missing.example") throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
    return [{ address: name === "inside.example" ? "10.0.0.1" : "127.0.0.1", family: 4 }];
  };
  const fetch = aFetch({}, { resolve });
  const urls = [
    "http://missing.example/",
    "http://inside.example/",
    "http://shop.example:1/",
    `http://127.0.0.1:${port}/`,
  ];

  for (const url of urls) {
    const startedAt = performance.now();
    await expect(fetch(url, limits)).rejects.toThrow();
    // Timers may fire a millisecond early.
    expect(performance.now() - startedAt).toBeGreaterThan(295);
  }
});
