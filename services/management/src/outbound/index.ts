/** What other features and the root use of outbound. */

export type { OutboundDeps } from "./deps.ts";
export { fetchOutside, type Requester } from "./fetch-outside.ts";
