// What the benchmarks need of this service.
export { findFeed, selectFeed } from "./social/index.ts";
