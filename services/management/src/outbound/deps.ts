import type { GuardedFetch } from "@shunt/runtime/outbound";
import type { LimitsDeps } from "../limits/index.ts";
import type { TargetsDeps } from "../targets/index.ts";

/** The dependencies of this feature. */
export interface OutboundDeps extends TargetsDeps, LimitsDeps {
  /** Fetches from servers that are not ours. */
  guardedFetch: GuardedFetch;
}
