import type { Actor, Context } from "../context.ts";
import { announceChange, insertOutboxRow } from "./cache-outbox.ts";
import { deleteLinkRow } from "./link-store.ts";
import { lockOwnLink } from "./lock-own-link.ts";

/** @throws Problem "link-not-found" or "forbidden" */
export async function deleteLink(context: Context, actor: Actor, id: string): Promise<void> {
  const { change, outboxId } = await context.db.transaction().execute(async tx => {
    const { domainId, code } = await lockOwnLink(tx, actor, id);
    const deletion = { domainId, code, version: await deleteLinkRow(tx, id) };
    return { change: deletion, outboxId: await insertOutboxRow(tx, deletion) };
  });
  await announceChange(context, outboxId, change, undefined);
}
