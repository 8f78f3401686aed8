import { createClickProducer } from "@shunt/queue";
import { addScrapeGauge, within } from "@shunt/runtime";
import type { Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import type { Spool } from "./spool/spool.ts";
import type { SpoolOptions } from "./spool/spool-options.ts";
import { traceShipping } from "./tracing/trace-shipping.ts";

const shipTimeoutMs = 10_000;
/** `appendfsync everysec` syncs every second, and writes up to two seconds later while the disk is busy. */
const syncMs = 3_000;

export async function openSpool(
  { config, log, tracing, metrics, lifecycle }: Root,
  { onError }: Stores,
  createSpool: (options: SpoolOptions) => Promise<Spool>,
): Promise<Spool> {
  const producer = createClickProducer(config.redis.queueUrl, err => onError(err, "redis"), config.clicks.shards);
  lifecycle.open("click producer", producer);
  const ship: SpoolOptions["ship"] = (name, batch) =>
    within(shipTimeoutMs, producer.ship(name, batch), "shipping clicks");
  const spool = await createSpool({
    ...config.spool,
    syncMs,
    shardOf: producer.shardOf,
    ship: tracing ? traceShipping(tracing, ship) : ship,
    metrics,
    log,
    now: Date.now,
  });
  addScrapeGauge(metrics.registry, {
    name: "shunt_spool_segments",
    help: "Spool segments that the queue has not acknowledged",
    read: () => spool.backlog().segments,
  });
  addScrapeGauge(metrics.registry, {
    name: "shunt_spool_unsynced_segments",
    help: "Spool segments that the queue has acknowledged, kept until its Redis has synced them to disk",
    read: () => spool.unsynced(),
  });
  addScrapeGauge(metrics.registry, {
    name: "shunt_spool_bytes",
    help: "Size of spool files that the queue has not acknowledged, in bytes",
    read: () => spool.backlog().bytes,
  });
  addScrapeGauge(metrics.registry, {
    name: "shunt_spool_limit_bytes",
    help: "Size that spool files may reach (CLICK_SPOOL_MEGABYTES), in bytes",
    read: () => config.spool.maxBytes,
  });
  addScrapeGauge(metrics.registry, {
    name: "shunt_spool_age_seconds",
    help: "Age of the oldest click that the queue has not acknowledged, in seconds",
    read: () => spool.backlog().ageMs / 1_000,
    aggregator: "max",
  });
  return lifecycle.open("click spool", spool);
}
