import type { Registry } from "prom-client";
import type { Readiness } from "../http/readiness.ts";
import { addScrapeGauge } from "./scrape-gauge.ts";

/** Publishes the results of `/readyz` as a metric, for alerts. In a cluster, a check passes if it does in every process. */
export function addReadinessMetric(registry: Registry, check: () => Promise<Readiness>): void {
  addScrapeGauge(registry, {
    name: "shunt_ready",
    help: "1 if a required dependency works, else 0; by check",
    label: "check",
    aggregator: "min",
    async read() {
      const results = Object.entries(await check());
      return Object.fromEntries(results.map(([name, result]) => [name, result === "ok" ? 1 : 0]));
    },
  });
}
