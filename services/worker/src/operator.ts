export { type DeadClick, findDeadClicks } from "./ingest/dead/dead-clicks.ts";
export { discardDeadClicks } from "./ingest/dead/discard-dead-clicks.ts";
export { redriveDeadClicks } from "./ingest/dead/redrive-dead-clicks.ts";
export { findMismatches, type Mismatch } from "./upkeep/check-aggregates.ts";
export { ensureClickPartition, findClickPartitionDays } from "./upkeep/click-partitions.ts";
export { findMismatches as findMismatchesOfClickHouse } from "./upkeep/clickhouse/check-aggregates.ts";
export { ClicksNotKeptError, rebuildDay } from "./upkeep/rebuild.ts";
export { countWebhookSecrets } from "./webhooks/count-secrets.ts";
