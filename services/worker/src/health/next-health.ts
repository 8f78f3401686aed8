import type { HealthStatus } from "@shunt/contracts/links";
import type { CheckResult } from "./check-destination.ts";

export interface HealthState {
  status: HealthStatus;
  /** Failed checks in a row. */
  failures: number;
  /** Whether a check of this destination has succeeded once. */
  wasOk: boolean;
}

export interface NextHealth extends HealthState {
  event: "link.broken" | "link.recovered" | undefined;
  /** Whether the next check comes soon, to confirm the first failure. */
  isSuspected: boolean;
}

const failuresUntilBroken = 2;

/**
 * The state after a check. A destination without a public address counts as failed only if it had one before: names that
 * never had one stay `unknown`, whether they exist in an internal network or not at all.
 */
export function nextHealth(before: HealthState, { kind }: Pick<CheckResult, "kind">): NextHealth {
  if (kind === "ok") {
    const event = before.status === "broken" ? "link.recovered" : undefined;
    return { status: "ok", failures: 0, wasOk: true, event, isSuspected: false };
  }
  if (kind === "unclear" || (kind === "hidden" && !before.wasOk)) {
    const status = before.status === "broken" ? "broken" : "unknown";
    return { ...before, status, event: undefined, isSuspected: false };
  }
  const failures = before.failures + 1;
  const isBroken = failures >= failuresUntilBroken;
  return {
    status: isBroken ? "broken" : before.status,
    failures,
    wasOk: before.wasOk,
    event: isBroken && before.status !== "broken" ? "link.broken" : undefined,
    isSuspected: !isBroken,
  };
}
