import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, startTestRedis } from "@shunt/testing/stores";
import { expect, onTestFinished, test } from "vitest";
import { overlays, renderKustomization } from "../kubernetes/render.ts";
import { root } from "../repository.ts";
import { services } from "../service-config.ts";
import { startService } from "../start-service.ts";
import { readMetricNames } from "./metric-names.ts";
import { readAlerts, readDashboards } from "./monitoring-files.ts";

/** Metrics that Prometheus adds. */
const prometheusMetrics = ["up", "ALERTS"];

/** Metrics that are absent until something happens. */
const laterMetrics = ["shunt_backup_age_seconds"];

let started: Promise<string[]> | undefined;
/** Starts the services in the first test that reads their metrics. */
const readMetricsOnce = () => {
  started ??= readMetrics();
  return started;
};

test("every counter that a service exports has series before the first request", async () => {
  const texts = await readMetricsOnce();

  expect(texts.flatMap(findCountersWithoutSeries)).toEqual([]);
});

test("alerts, dashboards and scaling queries use only metrics that a service exports", async () => {
  const texts = await readMetricsOnce();
  const exported = new Set([...prometheusMetrics, ...laterMetrics, ...texts.flatMap(toNames)]);
  const queries = [
    ...readAlerts().map(({ alert, expr }) => ({ source: alert, expr })),
    ...readScalingQueries().map(expr => ({ source: "KEDA", expr })),
    ...Object.values(readDashboards()).flatMap(({ title, panels }) =>
      panels.flatMap(panel => panel.targets.map(({ expr }) => ({ source: `${title}, ${panel.title}`, expr }))),
    ),
  ];

  const unknown = queries.flatMap(({ source, expr }) =>
    [...readMetricNames(expr)].filter(name => !exported.has(name)).map(name => `${source}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

test.each(Object.entries(readDashboards()))("%s has complete panels that do not overlap", (file, { uid, panels }) => {
  expect(file).toContain(uid.replace("shunt-", ""));
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const places = panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
  expect(new Set(places).size).toBe(panels.length);
  for (const panel of panels) {
    expect(panel.title).toBeTruthy();
    expect(panel.datasource.uid).toBe("prometheus");
    expect(panel.targets.length).toBeGreaterThan(0);
    expect(panel.gridPos.x + panel.gridPos.w).toBeLessThanOrEqual(24);
  }
});

function readScalingQueries(): string[] {
  const scaled = overlays
    .flatMap(directory => renderKustomization(directory))
    .filter(({ kind }) => kind === "ScaledObject");
  return scaled.flatMap(({ spec }) =>
    spec.triggers.map(({ metadata }: { metadata: { query: string } }) => metadata.query),
  );
}

/** Starts the three services and returns their `/metrics` before any request. */
async function readMetrics(): Promise<string[]> {
  const scratch = await mkdtemp(join(tmpdir(), "shunt-metrics-"));
  onTestFinished(() => rm(scratch, { recursive: true, force: true }));
  const redis = await startTestRedis();
  onTestFinished(redis.stop);
  const database = await createTestDatabase();
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SECRET_KEY: "5e".repeat(32),
    CLICK_SPOOL_DIR: join(scratch, "spool"),
  };
  const texts = services.map(async service => {
    const args = ["--conditions=@shunt/source", `services/${service}/src/main.ts`];
    const { opsPort } = await startService(service, { args, cwd: root, env });
    return (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
  });
  return Promise.all(texts);
}

/** Without a series at 0, Prometheus misses the first increment, and comparisons with 0 find nothing. */
function findCountersWithoutSeries(text: string): string[] {
  const counters = [...text.matchAll(/^# TYPE (\w+) counter$/gm)].map(([, name = ""]) => name);
  return counters.filter(name => !new RegExp(`^${name}[{ ]`, "m").test(text));
}

function toNames(text: string): string[] {
  const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  return types.flatMap(([, name = "", type]) =>
    type === "histogram" || type === "summary" ? ["_bucket", "_sum", "_count"].map(part => name + part) : [name],
  );
}
