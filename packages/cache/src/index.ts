export * from "./create-redis.ts";
export * from "./link-cache.ts";
export * from "./link-changes.ts";
