import type { Redis } from "@shunt/cache";
import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import type { Background } from "./background.ts";
import type { Config } from "./config.ts";
import type { Lanes } from "./lanes.ts";
import type { ManagementMetrics } from "./management-metrics.ts";

/** The dependencies that every feature has. A feature that needs more lists it in its `deps.ts`. */
export interface Core {
  db: Db;
  redis: Redis;
  config: Config;
  log: Logger;
  lanes: Lanes;
  background: Background;
  metrics: ManagementMetrics;
}

export interface Client {
  /** The IPv4 address, or the /64 of an IPv6 address. */
  network: string;
  /** `Accept-Language`; empty without one. */
  languages: string;
  /** Aborted when the client leaves. */
  signal: AbortSignal;
}
