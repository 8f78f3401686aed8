/** Domains of short links. */
export * from "../api/domains.ts";
export * from "../api/operations/domains.ts";
export * from "../domain.ts";
export * from "../domain-rules.ts";
