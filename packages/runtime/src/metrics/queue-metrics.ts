import type { Registry } from "prom-client";
import { addScrapeGauge } from "./scrape-gauge.ts";

export interface QueueMetricsDeps {
  /** Batches by state. */
  readDepth: () => Promise<object>;
  /** When the oldest batch was queued, in milliseconds since the epoch. */
  findOldest: () => Promise<number | undefined>;
  /** Called when a metric is left out because Redis does not respond. */
  onUnknown: (err: unknown) => void;
  now: () => number;
}

/**
 * Publishes depth and age of the click queue. Workers and management both publish them, so that their graphs do not end
 * with the workers. Each process reports the whole queue: take `max by (state)` before a sum.
 */
export function addQueueMetrics(registry: Registry, { readDepth, findOldest, onUnknown, now }: QueueMetricsDeps): void {
  addScrapeGauge(registry, {
    name: "shunt_click_queue_batches",
    help: "Batches in the queue, by state; each process reports the whole queue",
    label: "state",
    read: async () => ({ ...(await readDepth()) }),
    aggregator: "max",
    onUnknown,
  });
  addScrapeGauge(registry, {
    name: "shunt_click_queue_age_seconds",
    help: "Age in seconds of the oldest batch that is not ingested yet, or 0",
    async read() {
      const oldestAt = await findOldest();
      // A producer's clock may be ahead of this one.
      return oldestAt === undefined ? 0 : Math.max(0, now() - oldestAt) / 1_000;
    },
    aggregator: "max",
    onUnknown,
  });
}
