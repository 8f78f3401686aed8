/** Links and domains as the redirect caches them. */
export * from "../cached-domain.ts";
export * from "../cached-link.ts";
