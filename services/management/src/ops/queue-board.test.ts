import { createRedis, settled } from "@shunt/cache";
import { createDb } from "@shunt/db";
import { createClickConsumer, createClickProducer, toClickBatch } from "@shunt/queue";
import { aClick, waitFor } from "@shunt/testing";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { type Browser, createBrowser } from "../testing/browser.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let browser: Browser;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  const ann = await api.signUp();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", ann.id).execute();
  await db.destroy();
  browser = createBrowser(api.url);
  await browser.openOps(ann.token);
  token = ann.token;
});
afterAll(() => api.stop());

/** Whether the consumer rejects batches as unrecoverable. */
let isRefusing: boolean;
let ingested: string[];
beforeEach(() => {
  isRefusing = true;
  ingested = [];
});

const queues = "/ops/queues/api/queues";
const put = async (path: string, from = { "sec-fetch-site": "same-origin" }) =>
  (await browser.send("PUT", queues + path, from)).status;
const failed = async (queue = "clicks") => {
  const { text } = await browser.open(`${queues}?activeQueue=${queue}&status=failed`);
  const { queues: shown } = JSON.parse(text) as { queues: { name: string; jobs: { id: string; data: unknown }[] }[] };
  return shown.find(({ name }) => name === queue)?.jobs ?? [];
};

/**
 * A failed batch, and a consumer that would accept it now.
 *
 * @param queue that the name hashes to, among `shardCount` shards
 */
async function aDeadBatch(name: string, queue = "clicks", shardCount = 1): Promise<void> {
  const consumer = createClickConsumer({
    redisUrl: api.redis.url,
    concurrency: 1,
    silenceMs: 15_000,
    async ingest(batch) {
      if (isRefusing) throw new Error("refused");
      ingested.push(batch);
    },
    isPoison: () => true,
    onFailed: () => {},
    onError: () => {},
  });
  const producer = createClickProducer(api.redis.url, () => {}, shardCount);
  onTestFinished(async () => {
    await Promise.all([consumer.stop(), producer.stop()]);
  });
  await producer.ready();
  await producer.ship(name, toClickBatch([aClick({ ip: "203.0.113.77", userAgent: "Secret/1.0" })]));
  await waitFor(async () => (await failed(queue)).some(({ id }) => id === name), {
    what: "the batch to fail",
  });
}

test("a failed batch is shown without its visitors' data", async () => {
  await aDeadBatch("shown");

  const { text } = await browser.open(`${queues}/clicks/shown`);

  expect((await failed()).find(({ id }) => id === "shown")?.data).toEqual({ version: 3, clicks: 1 });
  expect(text).toContain("refused");
  expect(text).not.toMatch(/203\.0\.113\.77|Secret|dictionary/);
});

test("failed batches can be retried one by one and all at once", async () => {
  await aDeadBatch("one");
  await aDeadBatch("another");
  isRefusing = false;

  expect(await put("/clicks/one/retry")).toBe(204);
  await waitFor(() => ingested.includes("one"), { what: "the batch to be taken" });
  expect(await put("/clicks/retry/failed")).toBe(200);
  await waitFor(async () => (await failed()).length === 0, { what: "no failed batch to be left" });
});

test("POST /ops/dead-batches/retry puts all failed batches into the queue again, and is in the audit log", async () => {
  await aDeadBatch("by-api");
  isRefusing = false;

  const answer = await api.call("POST", "/api/v1/ops/dead-batches/retry", { token });

  expect(answer).toMatchObject({ status: 200, body: { batches: expect.any(Number) } });
  await waitFor(() => ingested.includes("by-api"), { what: "the batch to be ingested" });
  const { body } = await api.call("GET", "/api/v1/admin/audit?action=dead-batches.retried", { token });
  expect(body.items).toMatchObject([{ details: answer.body }]);
});

test("a shard of the queue is shown while it holds batches, which can be retried", async () => {
  await aDeadBatch("c", "clicks-2", 4);
  isRefusing = false;

  expect((await failed("clicks-2")).map(({ data }) => data)).toEqual([{ version: 3, clicks: 1 }]);
  expect(await put("/clicks-2/c/retry")).toBe(204);
  await waitFor(() => ingested.includes("c"), { what: "the batch to be ingested" });
  await waitFor(async () => !(await browser.open(queues)).text.includes("clicks-2"), {
    what: "the shard to disappear",
  });
});

test("the board cannot delete, add, pause or change anything", async () => {
  await aDeadBatch("kept");

  const answers = [
    await put("/clicks/kept/clean"),
    await put("/clicks/clean/failed"),
    await put("/clicks/empty"),
    await put("/clicks/obliterate"),
    await put("/clicks/pause"),
    await put("/pause"),
    (await browser.send("POST", `${queues}/clicks/add`)).status,
    (await browser.send("PATCH", `${queues}/clicks/kept/update-data`)).status,
  ];

  expect(answers).toEqual(answers.map(() => 403));
  expect((await failed()).map(({ id }) => id)).toContain("kept");
  const { text } = await browser.send("PUT", `${queues}/clicks/kept/clean`, { "sec-fetch-site": "same-origin" });
  expect(text).toContain("shunt clicks discard");
});

test("the board shows buttons only for a queue with failed jobs, which can be retried", async () => {
  await aDeadBatch("with-buttons");

  const { text } = await browser.open(queues);

  const shown = JSON.parse(text).queues as { name: string; readOnlyMode: boolean }[];
  expect(Object.fromEntries(shown.map(({ name, readOnlyMode }) => [name, readOnlyMode]))).toEqual({
    clicks: false,
    upkeep: true,
    notifications: true,
  });
});

test("a page of another site cannot retry anything", async () => {
  await aDeadBatch("foreign");
  isRefusing = false;

  expect(await put("/clicks/foreign/retry", { "sec-fetch-site": "cross-site" })).toBe(403);
  expect((await failed()).map(({ id }) => id)).toContain("foreign");
});

test("a batch whose data is not even JSON is shown among the others", async () => {
  await aDeadBatch("broken");
  const redis = createRedis({ url: api.redis.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
  await settled(redis);
  await redis.hset("{shunt:clicks}:clicks:broken", "data", "{not json");
  redis.disconnect();

  expect((await failed()).find(({ id }) => id === "broken")?.data).toEqual({});
});

test("the board shows all queues and loads nothing from other hosts", async () => {
  const page = await browser.open("/ops/queues");
  const { text } = await browser.open(queues);

  expect(JSON.parse(text).queues.map(({ name }: { name: string }) => name)).toEqual([
    "clicks",
    "upkeep",
    "notifications",
  ]);
  const files = [...page.text.matchAll(/(?:src|href)="(static\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) expect((await browser.open(`/ops/queues/${file}`)).status).toBe(200);
});
