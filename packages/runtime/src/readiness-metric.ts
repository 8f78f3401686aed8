import { Gauge, type Registry } from "prom-client";
import type { Readiness } from "./readiness.ts";

/** Tells by `/metrics` what `/readyz` tells, for alerts. In a cluster a check holds when it does in every process. */
export function addReadinessMetric(registry: Registry, check: () => Promise<Readiness>): void {
  new Gauge({
    name: "shunt_ready",
    help: "1 while what the service cannot do without answers, else 0; by check",
    labelNames: ["check"],
    registers: [registry],
    aggregator: "min",
    async collect() {
      for (const [name, result] of Object.entries(await check())) this.set({ check: name }, result === "ok" ? 1 : 0);
    },
  });
}
