import type { Redis } from "@shunt/cache";
import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import type { Background } from "./background.ts";
import type { Config } from "./config.ts";
import type { Lanes } from "./lanes.ts";
import type { ManagementMetrics } from "./management-metrics.ts";

/** What every feature works with. A feature that needs more names it in its `deps.ts`. */
export interface Core {
  db: Db;
  redis: Redis;
  config: Config;
  log: Logger;
  lanes: Lanes;
  background: Background;
  metrics: ManagementMetrics;
}

/** Where a request comes from. */
export interface Client {
  /** An IPv4 address, or the /64 of an IPv6 one. */
  network: string;
  /** Aborted when the client has left. */
  signal: AbortSignal;
}
