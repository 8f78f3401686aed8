/** What other features and the root use of targets. */

export type { TargetsDeps } from "./deps.ts";
export {
  createTargetJudge,
  type FindRefused,
  findBlockedHosts,
  findRefusedHosts,
  hostRefused,
  joinRefused,
  toBlockableNames,
} from "./target-judge.ts";
