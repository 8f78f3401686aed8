export type { TargetsDeps } from "./deps.ts";
export {
  batchFindRefused,
  createTargetCheck,
  type FindRefused,
  findBlockedHosts,
  findRefusedHosts,
  hostRefused,
  toBlockableNames,
} from "./target-check.ts";
