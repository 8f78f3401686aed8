import type { Actor } from "../../access/index.ts";
import { type ChangeDeps, type ChangeOptions, runChanges } from "../../changes/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { LinkChanges } from "./link-changes.ts";

/**
 * The doorway for writes to links: runs `change` in a transaction with everything that follows from it. Links that are created or
 * changed get a new version; then come webhook events, audit, outbox, commit and the announcement to the caches.
 *
 * @param actor of audit entries; undefined for visitors without an account
 * @returns what `change` returned, and the links that were created or changed, as they are now, by id
 */
export async function changeLinks<T>(
  deps: ChangeDeps,
  actor: Actor | undefined,
  change: (links: LinkChanges) => Promise<T>,
  options?: ChangeOptions,
): Promise<{ result: T; links: ReadonlyMap<string, LinkRecord> }> {
  return runChanges(
    deps,
    actor,
    async tx => {
      const links = new LinkChanges(tx, deps);
      return { result: await change(links), links: links.records };
    },
    options,
  );
}
