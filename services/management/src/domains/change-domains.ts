import type { Actor } from "../access/index.ts";
import { type ChangeDeps, runChanges } from "../changes/index.ts";
import { DomainChanges } from "./domain-changes.ts";

/**
 * The doorway for writes to domains: runs `change` in a transaction with everything that follows from it. Domains that change get a new
 * version; then come audit, outbox, commit and the announcement to the caches.
 *
 * @param actor of audit entries
 * @returns what `change` returned
 */
export async function changeDomains<T>(
  deps: ChangeDeps,
  actor: Actor,
  change: (domains: DomainChanges) => Promise<T>,
): Promise<T> {
  return runChanges(deps, actor, tx => change(new DomainChanges(tx)));
}
