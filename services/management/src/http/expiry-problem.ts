import { fieldProblem, type Problem } from "@shunt/contracts/problem";

/** Returns a problem for an expiry time that has passed, else undefined. */
export function expiryProblem(expiresAt: Date | null | undefined): Problem | undefined {
  if (!expiresAt || expiresAt.getTime() > Date.now()) return undefined;
  return fieldProblem("/expires_at", "must lie in the future");
}
