import type { Lifecycle, Telemetry } from "@shunt/runtime";
import type { Config } from "./config.ts";

export interface Root extends Telemetry {
  config: Config;
  lifecycle: Lifecycle;
}
