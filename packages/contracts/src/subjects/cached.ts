/** Links and domains as the edge caches them. */
export * from "../cached-domain.ts";
export * from "../cached-link.ts";
