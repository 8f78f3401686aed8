export { checkFrame } from "./check-frame.ts";
export type { OutboundDeps } from "./deps.ts";
export { fetchOutside, type Requester } from "./fetch-outside.ts";
