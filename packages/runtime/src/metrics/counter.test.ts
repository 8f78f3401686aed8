import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createCounter } from "./counter.ts";

test("createCounter starts the series of every combination of label values at 0", async () => {
  const registry = new Registry();
  const counter = createCounter(registry, {
    name: "tries_total",
    help: "-",
    labels: { store: ["redis", "postgres"], outcome: ["ok", "failed"] },
  });

  counter.inc({ store: "redis", outcome: "failed" });

  const lines = (await registry.metrics()).split("\n").filter(line => line.startsWith("tries_total{"));
  expect(lines).toEqual([
    'tries_total{store="redis",outcome="ok"} 0',
    'tries_total{store="redis",outcome="failed"} 1',
    'tries_total{store="postgres",outcome="ok"} 0',
    'tries_total{store="postgres",outcome="failed"} 0',
  ]);
});
