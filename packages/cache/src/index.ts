export * from "./create-redis.ts";
export * from "./domain-cache.ts";
export * from "./link-cache.ts";
export { type LinkChangeListener, listenForLinkChanges } from "./link-changes.ts";
export * from "./live-clicks.ts";
export * from "./rate-limiter.ts";
export * from "./service-instances.ts";
