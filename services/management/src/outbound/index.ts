/** What other features and the root use of outbound. */

export type { OutboundDeps } from "./deps.ts";
export { type Asker, fetchOutside } from "./fetch-outside.ts";
