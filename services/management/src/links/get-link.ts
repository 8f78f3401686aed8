import { Problem } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import { mayUseDomain } from "./code-domains.ts";
import type { LinkRecord } from "./link-record.ts";
import { findLink } from "./link-store.ts";

/** @throws Problem "link-not-found", or "forbidden" when it is another's private link. */
export async function getLink({ db }: Context, actor: Actor | undefined, id: string): Promise<LinkRecord> {
  const link = await findLink(db, id);
  if (!link) throw new Problem("link-not-found");
  if (isOwner(link, actor)) return link;
  if (!link.isPublic) throw new Problem("forbidden");
  return { ...link, tags: [], notes: null, folder: null, externalId: null };
}

/** @throws Problem "link-not-found", or "forbidden" when it is another's */
export async function getOwnLink({ db }: Context, actor: Actor, id: string): Promise<LinkRecord> {
  const link = await findLink(db, id);
  if (!link) throw new Problem("link-not-found");
  if (!isOwner(link, actor)) throw new Problem("forbidden");
  return link;
}

/** A link that was made without an account has no owner, and an API key may be for some domains only. */
export function isOwner(link: LinkRecord, actor: Actor | undefined): boolean {
  return actor !== undefined && link.ownerId === actor.userId && mayUseDomain(actor, link.domainId);
}
