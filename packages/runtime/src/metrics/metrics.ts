import { AggregatorRegistry, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { version } from "../process/process-facts.ts";

export type { Registry } from "prom-client";

/** Creates a registry with metrics of the process (CPU, memory, event loop, garbage collection). */
export function createMetrics(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  addBuildInfo(registry);
  return registry;
}

function addBuildInfo(registry: Registry): void {
  const info = new Gauge({
    name: "shunt_build_info",
    help: "Always 1; the labels are the versions of Shunt and of Node",
    labelNames: ["version", "node"],
    registers: [registry],
    aggregator: "max",
  });
  info.set({ version, node: process.versions.node }, 1);
}

/** The content of `/metrics`. */
export interface MetricsSource {
  contentType: string;
  metrics(): Promise<string>;
}

/** In the primary of a cluster: combines the metrics of its workers, by sum unless a metric sets another aggregator. */
export function createClusterMetrics(): MetricsSource {
  const registry = new AggregatorRegistry();
  return { contentType: registry.contentType, metrics: () => registry.clusterMetrics() };
}

/** In a worker of a cluster: sends its metrics to the primary on request. */
export function shareMetrics(registry: Registry): void {
  AggregatorRegistry.setRegistries([registry]);
  // The constructor starts listening for requests.
  new AggregatorRegistry();
}
