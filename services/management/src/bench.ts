// The part of this service that the benchmarks use.
export { findFeed, selectFeed } from "./social/index.ts";
