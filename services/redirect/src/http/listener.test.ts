import { createLogger } from "@shunt/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exchange } from "../testing/send-both-ways.ts";
import type { App } from "./app.ts";
import { createAdapter, createListener, isPlain } from "./listener.ts";
import type { Reply } from "./send-reply.ts";

const redirect: Reply = { status: 302, headers: { Location: "https://a.example/", "Content-Length": "0" }, body: null };
const written = { written: () => undefined, whenWritten: (then: () => void) => then() };
const log = createLogger("test", "silent");
const deps = { spool: written, hostname: "sho.rt", log };
const get = { method: "GET", path: "/abc", headers: {} };
/** The second one goes through Hono's adapter. */
const hosts = ["sho.rt", "Sho.rt"];

/** A spool whose clicks are not yet written. */
function aSpool() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    write: resolve,
    spool: { written: () => promise, whenWritten: (then: () => void) => void promise.then(then) },
  };
}

test.each(hosts)("a reply to a request for %s waits until the clicks of its tick are written", async host => {
  for (const app of [() => redirect, async () => redirect] satisfies App[]) {
    const { write, spool } = aSpool();
    let isAnswered = false;
    const answer = exchange(createListener(app, { spool, hostname: "sho.rt", log }), { ...get, headers: { host } });
    void answer.then(() => {
      isAnswered = true;
    });

    for (let i = 0; i < 10; i++) await new Promise(resolve => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    write();

    expect((await answer).status).toBe(302);
  }
});

test.each<[string, App]>([
  ["throws", () => Promise.reject(new Error("bug"))],
  [
    "rejects",
    () => {
      throw new Error("bug");
    },
  ],
  ["sends an invalid header", () => ({ ...redirect, headers: { Location: "https://a.example/\u{1F600}" } })],
])("an app that %s gets 500, and the server goes on", async (_what, app) => {
  const listener = createListener(app, deps);

  for (const host of hosts) expect((await exchange(listener, { ...get, headers: { host } })).status).toBe(500);
  expect((await exchange(listener, get)).status).toBe(500);
});

const value = fc
  .array(fc.oneof(fc.constantFrom("\r\n", "\n", "\r", "\0", "X-Other: 1", "é", "\u{1F600}", "\u0100"), fc.string()))
  .map(parts => `https://a.example/${parts.join("")}`);

test("no header of a reply adds another line, by the listener or by Hono's adapter", async () => {
  await fc.assert(
    fc.asyncProperty(value, async location => {
      const app = () => ({ ...redirect, headers: { ...redirect.headers, Location: location } });

      for (const listener of [createListener(app, deps), createAdapter(app, deps)]) {
        const { status, headers } = await exchange(listener, get);
        if (status !== 500) expect(headers.map(([name]) => name)).toEqual(["connection", "content-length", "location"]);
        else expect(location).toMatch(/[^\t\x20-\x7e\x80-\xff]/);
      }
    }),
  );
});

const host = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9._:[\]@-]{1,20}$/),
  fc.constantFrom("sho.rt", "sho.rt:80", "sho.rt:8000", "127.0.0.1:41000", "[::1]:8000", "1.2.3", "0x7f.1", "a..b"),
  fc.constantFrom(
    ".0",
    "08.1.1.1",
    "256.1.1.1",
    "1.2.3.4",
    "a.1",
    "a.0x",
    "xn--a",
    "go.xn--bcher-kva.example",
    "a_b.c-d",
  ),
);
const path = fc
  .array(
    fc.oneof(
      fc.constantFrom("..", ".", "/", "//", "%2e", "%", "@", ":", "#", "?", "abc"),
      fc.stringMatching(/^[!-~]$/),
    ),
  )
  .map(parts => `/${parts.join("")}`);

test.each(["sho.rt", "go.example.com:8000", "a_b.c-d", "127.0.0.1:41000", "localhost"])(
  "requests for %s are plain",
  given => {
    expect(isPlain({ method: "GET", url: "/abc", headers: { host: given } })).toBe(true);
  },
);

test("Hono's adapter refuses no request that the listener answers without it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("GET", "HEAD", "POST"), host, path, async (method, given, target) => {
      fc.pre(isPlain({ method, url: target, headers: { host: given } }));
      const adapter = createAdapter(
        ({ url }) => ({ ...redirect, headers: { ...redirect.headers, Location: url ?? "" } }),
        deps,
      );

      const answer = await exchange(adapter, { method, path: target, headers: { host: given } });

      expect([answer.status, new Headers(answer.headers).get("location")]).toEqual([302, target]);
    }),
  );
});

test.each([
  ["POST", "/abc", "sho.rt"],
  ["GET", "http://sho.rt/abc", "sho.rt"],
  ["GET", "*", "sho.rt"],
  ["GET", "/a\\b", "sho.rt"],
  ["GET", "/abc", "Sho.rt"],
  ["GET", "/abc", "sho.rt:80"],
  ["GET", "/abc", "[::1]"],
  ["GET", "/abc", undefined],
])("the listener leaves %s %s for %s to the adapter", (method, url, given) => {
  expect(isPlain({ method, url, headers: { host: given } })).toBe(false);
});
