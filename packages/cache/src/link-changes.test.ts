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
  const connect = () => createRedis({ url: server.url, name: "test", commandTimeoutMs: 500, onError: () => {} });
  publisher = connect();
  subscriber = connect();
  await settled(publisher);
});
afterAll(async () => {
  publisher.disconnect();
  subscriber.disconnect();
  await server.stop();
});

test("a change that the version before has published says that this version's entry is stale", async () => {
  const heard: unknown[] = [];
  const listener = { onFlush: () => {}, onListening: () => heard.push("listening"), onLost: () => {} };
  const connection = createRedis({ url: server.url, name: "test", commandTimeoutMs: 500, onError: () => {} });
  const stop = listenForLinkChanges(connection, {
    ...listener,
    onChange: (change, isCached) => heard.push({ ...change, isCached }),
  });
  await waitFor(() => heard.includes("listening"), { what: "the subscription" });

  await publisher.publish("link-changes", "1:abc:7");
  await createLinkCache(publisher).announce({ domainId: 1, code: "abc", version: 8 });
  await waitFor(() => heard.length === 3, { what: "both changes" });

  expect(heard.slice(1)).toEqual([
    { domainId: 1, code: "abc", version: 7, isCached: false },
    { domainId: 1, code: "abc", version: 8, isCached: true },
  ]);
  stop();
});

test("changes are heard; a loss is told, and after it changes are heard again", async () => {
  const heard: unknown[] = [];
  listenForLinkChanges(subscriber, {
    onChange: change => heard.push(change),
    onFlush: () => heard.push("flush"),
    onListening: () => heard.push("listening"),
    onLost: () => heard.push("lost"),
  });
  await waitFor(() => heard.includes("listening"), { what: "the subscription" });
  const first = { domainId: 1, code: "a-b_c", version: 7 };
  await createLinkCache(publisher).announce(first);
  await waitFor(() => heard.length === 2, { what: "the first change" });

  await server.kill();
  await waitFor(() => heard.includes("lost"), { what: "the loss" });
  await server.start();
  await waitFor(() => heard.at(-1) === "listening", { what: "the new subscription" });
  await waitFor(() => publisher.status === "ready", { what: "the publisher" });
  const second = { domainId: 2, code: "xyz", version: 8 };
  await createLinkCache(publisher).announce(second);
  await waitFor(() => heard.at(-1) !== "listening", { what: "the second change" });

  expect(heard.slice(0, 2)).toEqual(["listening", first]);
  expect(heard.slice(2, -2).every(event => event === "lost")).toBe(true);
  expect(heard.slice(-2)).toEqual(["listening", second]);
});
