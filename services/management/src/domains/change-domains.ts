import type { Actor } from "../access/index.ts";
import { type ChangeDeps, runChanges } from "../changes/index.ts";
import { DomainChanges } from "./domain-changes.ts";

/**
 * The only way to write domains. Runs `change` in a transaction and adds new versions, audit entries, outbox rows, and
 * after the commit the announcement to the caches.
 *
 * @param actor for audit entries
 */
export async function changeDomains<T>(
  deps: ChangeDeps,
  actor: Actor,
  change: (domains: DomainChanges) => Promise<T>,
): Promise<T> {
  return runChanges(deps, actor, tx => change(new DomainChanges(tx)));
}
