export * from "./clicks/batch-origin.ts";
export * from "./clicks/click-batch.ts";
export * from "./clicks/click-consumer.ts";
export * from "./clicks/click-producer.ts";
export * from "./clicks/click-queue-depth.ts";
export * from "./clicks/dead-batches.ts";
export * from "./notifications.ts";
export { startFileRewrites } from "./redis/file-rewrites.ts";
export * from "./upkeep.ts";
