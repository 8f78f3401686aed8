import { aClick } from "@shunt/testing";
import { expect, test } from "vitest";
import { enrichClick } from "./enrich/enrich-click.ts";
import type { StoredClick } from "./ingest/stored-click.ts";
import { createWorkerMetrics } from "./worker-metrics.ts";

const now = Date.UTC(2026, 10, 20, 12);
const agent = { browser: null, browserVersion: null, os: null, osVersion: null, device: "other" };
const deps = { countryOf: () => null, readAgent: () => agent, now: () => now };
const noDepth = async () => ({ waiting: 0, active: 0, delayed: 0, failed: 0 });
const ignore = () => {};

const clickedAt = (at: number): StoredClick => ({
  ...enrichClick(deps, aClick({ at })),
  id: "click",
  workspaceId: "workspace",
  day: "2026-11-20",
  visitorHash: null,
});

test("the lag is the age of the newest click, wherever it stands in the batch", async () => {
  const metrics = createWorkerMetrics(noDepth, ignore);

  metrics.ingested({ isNew: true, clicks: [now - 9_000, now - 2_000, now - 5_000].map(clickedAt), orphans: 0 }, now);

  expect(await metrics.registry.metrics()).toMatch(/^shunt_ingest_lag_seconds\{.*\} 2$/m);
});

test("a batch that had been written before adds to the duplicates and to nothing else", async () => {
  const metrics = createWorkerMetrics(noDepth, ignore);

  metrics.ingested({ isNew: false, clicks: [clickedAt(now)], orphans: 3 }, now);

  const text = await metrics.registry.metrics();
  expect(text).toMatch(/^shunt_batches_ingested_total\{outcome="duplicate".*\} 1$/m);
  expect(text).toMatch(/^shunt_clicks_orphaned_total\{.*\} 0$/m);
  expect(text).not.toContain("shunt_clicks_ingested_total{");
});

test("a queue that does not answer is told of, and spoils no other metric", async () => {
  const told: unknown[] = [];
  const away = new Error("redis is away");
  const metrics = createWorkerMetrics(
    () => Promise.reject(away),
    err => told.push(err),
  );

  const text = await metrics.registry.metrics();

  expect(told).toEqual([away]);
  expect(text).toContain("shunt_ingest_lag_seconds");
  expect(text).not.toContain("shunt_click_queue_batches{");
});
