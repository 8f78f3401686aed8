import type { Actor, Context } from "../context.ts";
import { assertMatch } from "../http/if-match.ts";
import { announceChanges, insertOutboxRows } from "./cache-outbox.ts";
import { deleteLinkRow } from "./link-store.ts";
import { lockOwnLink } from "./lock-own-link.ts";

/**
 * @param ifMatch entity tags of which one must be that of the link
 * @throws Problem "link-not-found", "forbidden" or "precondition-failed"
 */
export async function deleteLink(context: Context, actor: Actor, id: string, ifMatch?: string): Promise<void> {
  const { change, outbox } = await context.db.transaction().execute(async tx => {
    const { domainId, code, version } = await lockOwnLink(tx, actor, id);
    assertMatch(ifMatch, version);
    const deletion = { domainId, code, version: await deleteLinkRow(tx, id) };
    return { change: deletion, outbox: await insertOutboxRows(tx, [deletion]) };
  });
  await announceChanges(context, outbox, [{ change, link: undefined }]);
}
