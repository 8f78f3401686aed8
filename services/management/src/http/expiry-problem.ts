import { fieldProblem, type Problem } from "@shunt/contracts/problem";

/** Why something cannot be made to expire at a moment: because it has passed. Undefined where there is nothing against it. */
export function expiryProblem(expiresAt: Date | null | undefined): Problem | undefined {
  if (!expiresAt || expiresAt.getTime() > Date.now()) return undefined;
  return fieldProblem("/expires_at", "must lie in the future");
}
