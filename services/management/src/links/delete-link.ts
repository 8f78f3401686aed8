import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { assertMatch } from "../http/if-match.ts";
import { emitLinkEvents } from "../webhooks/emit-link-events.ts";
import { announceChanges, insertOutboxRows, toFarewells } from "./cache-outbox.ts";
import { deleteLinkRows } from "./link-store.ts";
import { lockWholeLink } from "./lock-own-link.ts";

/**
 * @param ifMatch entity tags of which one must be that of the link
 * @throws Problem "link-not-found", "forbidden" or "precondition-failed"
 */
export async function deleteLink(context: Context, actor: Caller, id: string, ifMatch?: string): Promise<void> {
  const { farewells, outbox } = await context.db.transaction().execute(async tx => {
    const link = await lockWholeLink(tx, actor, id);
    assertMatch(ifMatch, link.version);
    await emitLinkEvents(tx, context, "link.deleted", [link]);
    const told = toFarewells(link, await deleteLinkRows(tx, [id]));
    return { farewells: told, outbox: await insertOutboxRows(tx, told) };
  });
  await announceChanges(context, outbox, farewells);
}
