import type { Lifecycle, Telemetry } from "@shunt/runtime";
import type { Config } from "./config.ts";
import type { ManagementMetrics } from "./management-metrics.ts";

/** Everything that exists before the stores are opened. */
export interface Root extends Telemetry {
  config: Config;
  lifecycle: Lifecycle;
  metrics: ManagementMetrics;
}
