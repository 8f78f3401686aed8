import type { Lifecycle, Telemetry } from "@shunt/runtime";
import type { Config } from "./config.ts";

/** What every part of the service is opened with. */
export interface Root extends Telemetry {
  config: Config;
  lifecycle: Lifecycle;
}
