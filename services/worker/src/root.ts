import type { Lifecycle, Telemetry } from "@shunt/runtime";
import type { Config } from "./config.ts";

/** Dependencies of every part of the service. */
export interface Root extends Telemetry {
  config: Config;
  lifecycle: Lifecycle;
}
