import { expect, test } from "vitest";
import { aStoredClick } from "./testing/a-stored-click.ts";
import { createWorkerMetrics } from "./worker-metrics.ts";

const now = Date.UTC(2026, 10, 20, 12);
const noDepth = async () => ({ waiting: 0, active: 0, delayed: 0, failed: 0 });
const deps = {
  readDepth: noDepth,
  findOldest: async () => now - 12_000,
  countShards: () => 4,
  countDeadClicks: async () => 2,
  readOldestDueCheck: async () => 5,
  readDeliveryBacklog: async () => ({ pending: 3, oldestDueSeconds: 1.5 }),
  clickHouse: { watch: undefined, countBegun: async () => ({ parts: 0, oldestSeconds: 0 }) },
  onUnknown: () => {},
  now: () => now,
};

test("the ingest lag is the age of the newest click in the batch", async () => {
  const metrics = createWorkerMetrics(deps);
  const clicks = [now - 9_000, now - 2_000, now - 5_000].map(at => aStoredClick({ at }));

  metrics.written({ dead: 0, clicks }, now);

  expect(await metrics.registry.metrics()).toMatch(/^shunt_ingest_lag_seconds\{.*\} 2$/m);
});

test("the ingest lag is 0 if the clock of a redirect is ahead", async () => {
  const metrics = createWorkerMetrics(deps);

  metrics.written({ dead: 0, clicks: [aStoredClick({ at: now + 3_000 })] }, now);

  expect(await metrics.registry.metrics()).toMatch(/^shunt_ingest_lag_seconds\{.*\} 0$/m);
});

test("the ingest lag is 0 once no batch was written for a minute", async () => {
  let time = now;
  const metrics = createWorkerMetrics({ ...deps, now: () => time });
  metrics.written({ dead: 0, clicks: [aStoredClick({ at: now - 153_000 })] }, now);
  const readLag = async () => /^shunt_ingest_lag_seconds\{.*\} (\S+)$/m.exec(await metrics.registry.metrics())?.[1];

  time = now + 59_999;
  expect(await readLag()).toBe("153");
  time = now + 60_000;
  expect(await readLag()).toBe("0");
});

test("a duplicate batch only increments the duplicates", async () => {
  const metrics = createWorkerMetrics(deps);

  metrics.ingested({ isNew: false, orphanHits: [], gone: 3 });

  const text = await metrics.registry.metrics();
  expect(text).toMatch(/^shunt_batches_ingested_total\{outcome="duplicate".*\} 1$/m);
  expect(text).toMatch(/^shunt_clicks_gone_total\{.*\} 0$/m);
});

test("metrics of an unreachable queue are reported and omitted, the others stay", async () => {
  const reported: unknown[] = [];
  const away = new Error("redis is away");
  const metrics = createWorkerMetrics({
    ...deps,
    readDepth: () => Promise.reject(away),
    onUnknown: err => reported.push(err),
  });

  const text = await metrics.registry.metrics();

  expect(reported).toEqual([away]);
  expect(text).toContain("shunt_ingest_lag_seconds");
  expect(text).not.toContain("shunt_click_queue_batches{");
  expect(text).toMatch(/^shunt_dead_clicks\{.*\} 2$/m);
});

test("the queue age is that of its oldest batch, and 0 if it is empty", async () => {
  const waiting = await createWorkerMetrics(deps).registry.metrics();
  const empty = await createWorkerMetrics({ ...deps, findOldest: async () => undefined }).registry.metrics();
  // Queued by a machine whose clock is ahead.
  const early = await createWorkerMetrics({ ...deps, findOldest: async () => now + 500 }).registry.metrics();

  expect(waiting).toMatch(/^shunt_click_queue_age_seconds\{.*\} 12$/m);
  expect(empty).toMatch(/^shunt_click_queue_age_seconds\{.*\} 0$/m);
  expect(early).toMatch(/^shunt_click_queue_age_seconds\{.*\} 0$/m);
});

test("metrics with an unreachable source are omitted instead of reporting 0 or an old value", async () => {
  let isAway = false;
  const orAway = async <T>(value: T) => (isAway ? Promise.reject(new Error("away")) : value);
  const { registry } = createWorkerMetrics({
    ...deps,
    findOldest: () => orAway(now),
    countDeadClicks: () => orAway(2),
    readDeliveryBacklog: () => orAway({ pending: 3, oldestDueSeconds: 1.5 }),
  });
  const names = [
    "shunt_click_queue_age_seconds",
    "shunt_dead_clicks",
    "shunt_webhook_deliveries_pending",
    "shunt_webhook_oldest_due_seconds",
  ];
  const findReported = async () => {
    const text = await registry.metrics();
    return names.filter(name => new RegExp(`^${name}[{ ]`, "m").test(text));
  };

  expect(await findReported()).toEqual(names);
  isAway = true;
  expect(await findReported()).toEqual([]);
  isAway = false;
  expect(await findReported()).toEqual(names);
});

test("delivery metrics count outcomes and report the backlog", async () => {
  const metrics = createWorkerMetrics(deps);

  metrics.settled("delivered");
  metrics.settled("retried");
  metrics.settled("delivered");

  const text = await metrics.registry.metrics();
  expect(text).toMatch(/^shunt_webhook_deliveries_total\{outcome="delivered".*\} 2$/m);
  expect(text).toMatch(/^shunt_webhook_deliveries_total\{outcome="retried".*\} 1$/m);
  expect(text).toMatch(/^shunt_webhook_deliveries_pending\{.*\} 3$/m);
  expect(text).toMatch(/^shunt_webhook_oldest_due_seconds\{.*\} 1.5$/m);
});
