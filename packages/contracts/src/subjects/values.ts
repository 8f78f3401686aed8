/** Values that several subjects share: texts, times, hosts, URLs and parameters. */
export * from "../api/query.ts";
export * from "../api/streams.ts";
export * from "../blockable-names.ts";
export * from "../formula-cells.ts";
export * from "../host-name.ts";
export * from "../instant.ts";
export { keyPrefix } from "../key-prefix.ts";
export * from "../public-host.ts";
export * from "../redis-address.ts";
export * from "../reserved-names.ts";
export * from "../target-url.ts";
export * from "../text.ts";
export * from "../trim-invisible.ts";
export * from "../url-scheme.ts";
export { webUrl } from "../web-url.ts";
