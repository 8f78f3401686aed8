import { type Problem, refuseField } from "@shunt/contracts/problem";

/** Why something cannot be made to expire at a moment: because it has passed. Undefined where there is nothing against it. */
export function refusePast(expiresAt: Date | null | undefined): Problem | undefined {
  if (!expiresAt || expiresAt.getTime() > Date.now()) return undefined;
  return refuseField("/expires_at", "must lie in the future");
}
