import { Problem } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import type { LinkRecord } from "./link-record.ts";
import { findLink } from "./link-store.ts";

/** @throws Problem "link-not-found", or "forbidden" when it is another's private link. */
export async function getLink({ db }: Context, actor: Actor | undefined, id: string): Promise<LinkRecord> {
  const link = await findLink(db, id);
  if (!link) throw new Problem("link-not-found");
  if (isOwner(link, actor)) return link;
  if (!link.isPublic) throw new Problem("forbidden");
  return { ...link, tags: [], notes: null, folder: null };
}

/** A link that was made without an account has no owner. */
export function isOwner(link: LinkRecord, actor: Actor | undefined): boolean {
  return actor !== undefined && link.ownerId === actor.userId;
}
