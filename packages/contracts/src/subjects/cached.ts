/** What the edge caches of links and domains. */
export * from "../cached-domain.ts";
export * from "../cached-link.ts";
