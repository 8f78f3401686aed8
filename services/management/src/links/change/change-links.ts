import type { Actor } from "../../access/index.ts";
import { type ChangeDeps, type ChangeOptions, runChanges } from "../../changes/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { LinkChanges } from "./link-changes.ts";

/**
 * The only way to write links. Runs `change` in a transaction and adds new versions, webhook events, audit entries,
 * outbox rows, and after the commit the announcement to the caches.
 *
 * @param actor for audit entries; undefined for visitors without an account
 * @returns the result of `change`, and the created or changed links in their new state, by id
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
