import type { Core } from "../core.ts";
import type { FindRefused } from "./target-check.ts";

/** What the verbs of this feature work with. */
export interface TargetsDeps extends Core {
  findRefused: FindRefused;
}
