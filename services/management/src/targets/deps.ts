import type { Core } from "../core.ts";
import type { FindRefused } from "./target-check.ts";

export interface TargetsDeps extends Core {
  findRefused: FindRefused;
}
