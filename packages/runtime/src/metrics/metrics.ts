import { AggregatorRegistry, collectDefaultMetrics, Registry } from "prom-client";

export { Counter, Gauge, type Registry } from "prom-client";

/** A registry with the metrics of the process itself (CPU, memory, event loop, garbage collection). */
export function createMetrics(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** What `/metrics` serves. */
export interface MetricsSource {
  contentType: string;
  metrics(): Promise<string>;
}

/** In the primary of a cluster: the metrics of its workers, added up or as each metric says. */
export function createClusterMetrics(): MetricsSource {
  const registry = new AggregatorRegistry();
  return { contentType: registry.contentType, metrics: () => registry.clusterMetrics() };
}

/** In a worker of a cluster: hands its metrics to the primary whenever that asks. */
export function shareMetrics(registry: Registry): void {
  AggregatorRegistry.setRegistries([registry]);
  // Making one is what begins to listen.
  new AggregatorRegistry();
}
