import { waitFor } from "@shunt/testing";
import { startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRedis, type Redis, settled } from "./create-redis.ts";
import { createLinkCache } from "./link-cache.ts";
import { listenForLinkChanges } from "./link-changes.ts";

let server: TestRedis;
let publisher: Redis;
let subscriber: Redis;
beforeAll(async () => {
  server = await startTestRedis();
  const connect = () => createRedis({ url: server.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
  publisher = connect();
  subscriber = connect();
  await settled(publisher);
});
afterAll(async () => {
  publisher.disconnect();
  subscriber.disconnect();
  await server.stop();
});

test("listenForLinkChanges marks a change of the previous release as not cached", async () => {
  const received: unknown[] = [];
  const listener = { onFlush: () => {}, onListening: () => received.push("listening"), onLost: () => {} };
  const connection = createRedis({ url: server.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
  const stop = listenForLinkChanges(connection, {
    ...listener,
    onChange: (change, isCached) => received.push({ ...change, isCached }),
  });
  await waitFor(() => received.includes("listening"), { what: "the subscription" });

  await publisher.publish("link-changes", "1:abc:7");
  await createLinkCache(publisher).announce({ domainId: 1, code: "abc", version: 8 });
  await waitFor(() => received.length === 3, { what: "both changes" });

  expect(received.slice(1)).toEqual([
    { domainId: 1, code: "abc", version: 7, isCached: false },
    { domainId: 1, code: "abc", version: 8, isCached: true },
  ]);
  stop();
});

test("listenForLinkChanges reports a lost connection and receives changes again after the reconnect", async () => {
  const received: unknown[] = [];
  listenForLinkChanges(subscriber, {
    onChange: change => received.push(change),
    onFlush: () => received.push("flush"),
    onListening: () => received.push("listening"),
    onLost: () => received.push("lost"),
  });
  await waitFor(() => received.includes("listening"), { what: "the subscription" });
  const first = { domainId: 1, code: "a-b_c", version: 7 };
  await createLinkCache(publisher).announce(first);
  await waitFor(() => received.length === 2, { what: "the first change" });

  await server.kill();
  await waitFor(() => received.includes("lost"), { what: "the loss" });
  await server.start();
  await waitFor(() => received.at(-1) === "listening", { what: "the new subscription" });
  await waitFor(() => publisher.status === "ready", { what: "the publisher" });
  const second = { domainId: 2, code: "xyz", version: 8 };
  await createLinkCache(publisher).announce(second);
  await waitFor(() => received.at(-1) !== "listening", { what: "the second change" });

  expect(received.slice(0, 2)).toEqual(["listening", first]);
  expect(received.slice(2, -2).every(event => event === "lost")).toBe(true);
  expect(received.slice(-2)).toEqual(["listening", second]);
});
