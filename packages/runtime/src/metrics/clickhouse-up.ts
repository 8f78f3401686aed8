import type { Registry } from "./metrics.ts";
import { addScrapeGauge } from "./scrape-gauge.ts";

/**
 * Publishes whether this process reaches ClickHouse. Workers and management both do, as only one of them may reach it.
 *
 * @param assertAnswers undefined: clicks are in Postgres, and the metric has no value
 */
export function addClickHouseUp(registry: Registry, assertAnswers: (() => Promise<void>) | undefined): void {
  addScrapeGauge(registry, {
    name: "shunt_clickhouse_up",
    help: "1 if ClickHouse answers within two seconds, else 0; absent where clicks are in Postgres",
    aggregator: "min",
    read: () =>
      assertAnswers?.().then(
        () => 1,
        () => 0,
      ),
  });
}
