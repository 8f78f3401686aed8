import type { GuardedFetch } from "@shunt/runtime/outbound";
import type { LimitsDeps } from "../limits/index.ts";
import type { TargetsDeps } from "../targets/index.ts";

/** What the verbs of this feature work with. */
export interface OutboundDeps extends TargetsDeps, LimitsDeps {
  /** How other people's servers are asked. */
  guardedFetch: GuardedFetch;
}
