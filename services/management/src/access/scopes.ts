import type { Scope } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { ApiKeyActor, UserActor } from "./actor.ts";

/** Whether a session, or an API key with this scope. */
export function hasScope(caller: UserActor | Pick<ApiKeyActor, "scopes">, scope: Scope): boolean {
  return !("scopes" in caller) || caller.scopes.includes(scope);
}

/** @throws Problem "missing-scope" */
export function assertScope(caller: UserActor | Pick<ApiKeyActor, "scopes">, scope: Scope): void {
  if (!hasScope(caller, scope)) throw new Problem("missing-scope", `This needs an API key with the scope "${scope}"`);
}
