import type { Lifecycle, Telemetry } from "@shunt/runtime";
import type { Config } from "./config.ts";
import type { RedirectMetrics } from "./redirect-metrics.ts";

export interface Root extends Telemetry {
  config: Config;
  lifecycle: Lifecycle;
  metrics: RedirectMetrics;
}

/** Whole milliseconds since the process started; independent of the system clock. */
export function sinceStart(): number {
  return Math.trunc(performance.now());
}
