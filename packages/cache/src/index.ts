export * from "./create-redis.ts";
export { createDomainCache, type DomainCache } from "./domain-cache.ts";
export { flushCaches } from "./flush-caches.ts";
export * from "./link-cache.ts";
export { type LinkChangeListener, listenForLinkChanges } from "./link-changes.ts";
export * from "./live-clicks.ts";
export * from "./live-notifications.ts";
export * from "./rate-limiter.ts";
export * from "./service-instances.ts";
