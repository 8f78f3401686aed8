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

/** Prometheus makes it for each address that it asks. */
const ofPrometheus = ["up"];

test("alerts, dashboards and what scales ask for nothing that no service tells", { timeout: 90_000 }, async () => {
  const told = new Set([...ofPrometheus, ...(await readToldMetrics())]);
  const asked = [
    ...readAlerts().map(({ alert, expr }) => ({ who: alert, expr })),
    ...readScalingQueries().map(expr => ({ who: "KEDA", expr })),
    ...Object.values(readDashboards()).flatMap(({ title, panels }) =>
      panels.flatMap(panel => panel.targets.map(({ expr }) => ({ who: `${title}, ${panel.title}`, expr }))),
    ),
  ];

  const unknown = asked.flatMap(({ who, expr }) =>
    [...readMetricNames(expr)].filter(name => !told.has(name)).map(name => `${who}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

test.each(Object.entries(readDashboards()))(
  "%s is whole: panels side by side, each with a name and a question",
  (file, { uid, panels }) => {
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
  },
);

/** By which Prometheus is asked how many pods there should be. */
function readScalingQueries(): string[] {
  const scaled = overlays.flatMap(renderKustomization).filter(({ kind }) => kind === "ScaledObject");
  return scaled.flatMap(({ spec }) =>
    spec.triggers.map(({ metadata }: { metadata: { query: string } }) => metadata.query),
  );
}

/** Of all three services, as they run. */
async function readToldMetrics(): Promise<string[]> {
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
  return (await Promise.all(texts)).flatMap(toNames);
}

function toNames(text: string): string[] {
  const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  return types.flatMap(([, name = "", type]) =>
    type === "histogram" || type === "summary" ? ["_bucket", "_sum", "_count"].map(part => name + part) : [name],
  );
}
