import type { ModerateLink } from "@shunt/contracts/admin";
import { Problem } from "@shunt/contracts/problem";
import { lockHostVerdictsShared } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { assertTargets, changeLinks, lockLink } from "../links/index.ts";
import { blockAddresses, unblockAddressesOf } from "./blocked-address-store.ts";
import { setBlocked } from "./blocked-links-store.ts";
import type { AdminDeps } from "./deps.ts";
import { setUnsafe } from "./unsafe-links-store.ts";

/**
 * Blocks a link (visitors get 451) and all its addresses, so that no other link can use them, or unblocks both. Marks it
 * as unsafe (visitors get a warning), or as safe.
 *
 * @throws Problem "link-not-found", or "target-refused" if the destination itself is blocked
 */
export async function moderateLink(
  context: AdminDeps,
  actor: Caller,
  id: string,
  { is_blocked, is_unsafe, reason }: ModerateLink,
): Promise<void> {
  await changeLinks(context, actor, async links => {
    await lockHostVerdictsShared(links.db);
    const before = await lockLink(links.db, id);
    if (!before) throw new Problem("link-not-found");
    if (is_unsafe !== undefined) await setUnsafe(links, id, is_unsafe, reason || null);
    if (is_blocked === undefined) return;
    // A link to a blocked host can be unblocked only with the host.
    if (!is_blocked) await assertTargets(links.db, context.config, before);
    await setBlocked(links, id, is_blocked, reason || null);
    if (is_blocked) await blockAddresses(links.db, id, { reason: reason || null, blockedBy: actor.userId });
    else await unblockAddressesOf(links, id);
  });
}
