export * from "./batch-origin.ts";
export * from "./click-batch.ts";
export * from "./click-consumer.ts";
export * from "./click-producer.ts";
export * from "./click-queue-depth.ts";
export * from "./dead-batches.ts";
export { maxClickShards } from "./names.ts";
export * from "./notifications.ts";
export * from "./upkeep.ts";
