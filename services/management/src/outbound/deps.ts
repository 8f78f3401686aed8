import type { GuardedFetch } from "@shunt/runtime/outbound";
import type { LimitsDeps } from "../limits/index.ts";
import type { TargetsDeps } from "../targets/index.ts";

export interface OutboundDeps extends TargetsDeps, LimitsDeps {
  guardedFetch: GuardedFetch;
}
