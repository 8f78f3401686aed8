import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createGuardedFetch, type GuardedFetchOptions, RefusedTargetError } from "./guarded-fetch.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function serve(listener: RequestListener): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server: Server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`);
    listener(req, res);
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  stops.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return { port: (server.address() as AddressInfo).port, asked };
}

/** Every name leads to the loopback, unless `names` says otherwise; and only the loopback is allowed. */
function aFetch(names: Record<string, string> = {}, options: Partial<GuardedFetchOptions> = {}) {
  const fetch = createGuardedFetch({
    isAllowedAddress: address => address === "127.0.0.1",
    resolve: async hostname => [{ address: names[hostname] ?? "127.0.0.1", family: 4 }],
    ...options,
  });
  stops.push(() => fetch.stop());
  return fetch;
}

const limits = { timeoutMs: 5_000, maxBytes: 1_000 };

test("an answer of an allowed address is read, and cut where it is too long", async () => {
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
])("%s is refused", async url => {
  await expect(aFetch()(url, limits)).rejects.toThrow(RefusedTargetError);
});

test("a name is judged by the address that it has when the connection is made", async () => {
  const { port, asked } = await serve((_req, res) => res.end());
  const addresses = ["127.0.0.1", "10.0.0.1"];
  const fetch = aFetch({}, { resolve: async () => [{ address: addresses.shift() as string, family: 4 }] });

  // Without keep-alive the second request connects anew.
  await fetch(`http://rebinding.example:${port}/`, { ...limits, headers: { connection: "close" } }).catch(() => {});
  await expect(fetch(`http://rebinding.example:${port}/second`, limits)).rejects.toThrow(RefusedTargetError);

  expect(asked).not.toContain("GET /second");
});

test("a name with a private address among its public ones is refused", async () => {
  const resolve = async () => ["127.0.0.1", "10.0.0.1"].map(address => ({ address, family: 4 }));

  await expect(aFetch({}, { resolve })("http://mixed.example/", limits)).rejects.toThrow(RefusedTargetError);
});

test("redirects are followed as far as asked, each through the guard", async () => {
  const { port, asked } = await serve((req, res) => {
    const to = { "/one": "/two", "/two": `http://inner.example:${port}/secret` }[req.url ?? ""];
    if (to) res.writeHead(302, { location: to }).end();
    else res.end("arrived");
  });
  const url = `http://shop.example:${port}/one`;

  expect(await aFetch()(url, limits)).toMatchObject({ status: 302 });
  expect((await aFetch()(url, { ...limits, maxRedirects: 1 })).url).toBe(`http://shop.example:${port}/two`);
  expect((await aFetch()(url, { ...limits, maxRedirects: 2 })).body.toString()).toBe("arrived");
  asked.length = 0;
  const guarded = aFetch({ "inner.example": "192.168.0.1" });
  await expect(guarded(url, { ...limits, maxRedirects: 5 })).rejects.toThrow(RefusedTargetError);
  expect(asked).toEqual(["GET /one", "GET /two"]);
});

test("a server that does not answer, or never ends, is left in time", async () => {
  const silent = await serve(() => {});
  const endless = await serve((_req, res) => {
    res.write("x");
  });

  await expect(aFetch()(`http://a.example:${silent.port}/`, { ...limits, timeoutMs: 200 })).rejects.toThrow(/timeout/i);
  await expect(aFetch()(`http://a.example:${endless.port}/`, { ...limits, timeoutMs: 200 })).rejects.toThrow(
    /timeout/i,
  );
});

test("failing takes some time, so that no name or port answers for itself by failing fast", async () => {
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
