import type { Core } from "../core.ts";
import type { FindRefused } from "./target-judge.ts";

/** What the verbs of this feature work with. */
export interface TargetsDeps extends Core {
  findRefused: FindRefused;
}
