import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import type { Actor } from "../context.ts";
import { isOwner } from "./get-link.ts";
import type { LinkRecord } from "./link-record.ts";
import { lockLink } from "./link-store.ts";

/**
 * The link, held until the transaction ends, for its owner to change.
 *
 * @throws Problem "link-not-found", or "forbidden" when it is another's.
 */
export async function lockOwnLink(tx: Db, actor: Actor, id: string): Promise<LinkRecord> {
  const link = await lockLink(tx, id);
  if (!link) throw new Problem("link-not-found");
  if (!isOwner(link, actor)) throw new Problem("forbidden");
  return link;
}
