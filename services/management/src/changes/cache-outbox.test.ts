import { createLinkCache, createRedis, listenForLinkChanges, settled } from "@shunt/cache";
import type { LinkChange } from "@shunt/contracts/cached";
import { createDb } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { OutboxSettler } from "./outbox-settler.ts";

let api: TestApi;
let ann: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  ann = await api.signUp();
});
afterAll(() => api.stop());

async function listOutboxCodes() {
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  const rows = await db.selectFrom("cache_outbox").select("code").orderBy("id").execute();
  await db.destroy();
  return rows.map(({ code }) => code);
}
const countOutboxRows = async () => (await listOutboxCodes()).length;

test("creating, changing and deleting a link update the cache and publish increasing versions", async () => {
  const connect = () => createRedis({ url: api.redis.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
  const [redis, subscriber] = [connect(), connect()];
  await settled(redis);
  const cache = createLinkCache(redis);
  const find = async (code: string) => (await cache.findMany([{ domainId: 1, code }]))[0];
  const changes: LinkChange[] = [];
  let isListening = false;
  listenForLinkChanges(subscriber, {
    onChange: change => changes.push(change),
    onFlush: () => {},
    onListening: () => {
      isListening = true;
    },
    onLost: () => {},
  });
  await waitFor(() => isListening, { what: "the subscription" });
  const { token } = await api.signUp();

  const { body: link } = await api.call("POST", "/api/v1/urls", {
    body: { original_url: "https://a.example/" },
    token,
  });
  expect(await find(link.short_code)).toMatchObject({ id: link.id, url: "https://a.example/" });
  await api.call("PATCH", `/api/v1/urls/${link.id}`, { body: { original_url: "https://b.example/" }, token });
  expect(await find(link.short_code)).toMatchObject({ id: link.id, url: "https://b.example/" });
  await api.call("DELETE", `/api/v1/urls/${link.id}`, { token });
  expect(await find(link.short_code)).toBeNull();

  await waitFor(() => changes.length === 3, { what: "three changes" });
  const versions = changes.map(change => change.version);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  expect(new Set(versions).size).toBe(3);
  await waitFor(async () => (await countOutboxRows()) === 0, { what: "the outbox to be empty" });
  redis.disconnect();
  subscriber.disconnect();
});

test("OutboxSettler deletes the rows that wait when it stops", async () => {
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  const row = { domain_id: 1, code: "announced", version: 1 };
  const { id } = await db.insertInto("cache_outbox").values(row).returning("id").executeTakeFirstOrThrow();
  const settler = new OutboxSettler(db, createLogger("test", "silent"));

  settler.settle([id]);
  await settler.stop();
  await db.destroy();

  expect(await listOutboxCodes()).not.toContain("announced");
});

test("createLink succeeds without Redis and leaves its change in the outbox", async () => {
  await api.redis.kill();

  const answer = await api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" } });

  expect(answer.status).toBe(201);
  expect(await countOutboxRows()).toBe(1);
  expect(await api.call("GET", "/api/v1/health")).toMatchObject({
    status: 200,
    body: { api: "ok", database: "ok", redis: "error" },
  });
});

test("without Redis, every code of a new link and of a changed one is in the outbox", async () => {
  const before = await countOutboxRows();
  const original_url = "https://example.com/";

  const body = { original_url, short_code: "queued", other_codes: ["queued-too"] };
  const { body: link } = await api.call("POST", "/api/v1/urls", { body, ...ann });
  await api.call("PATCH", `/api/v1/urls/${link.id}`, { body: { short_code: "queued-then" }, ...ann });

  const codes = (await listOutboxCodes()).slice(before);
  expect(codes.slice(0, 2)).toEqual(["queued", "queued-too"]);
  expect(codes.slice(2).sort()).toEqual(["queued", "queued-then", "queued-too"]);
});
