import { Problem } from "@shunt/contracts";
import { mayUseDomain } from "../access/domain-limit.ts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import type { LinkRecord } from "./link-record.ts";
import { findLink } from "./link-store.ts";

/**
 * Where a blocked link leads is for its owner and administrators only.
 *
 * @throws Problem "link-not-found", also for the private link of another account, or "link-blocked"
 */
export async function getLink({ db }: Context, actor: Caller | undefined, id: string): Promise<LinkRecord> {
  const link = await findLink(db, id);
  if (!link) throw new Problem("link-not-found");
  if (isOwner(link, actor)) return link;
  if (!link.isPublic) throw new Problem("link-not-found");
  if (link.isBlocked && actor?.role !== "admin") throw new Problem("link-blocked");
  return { ...link, tags: [], notes: null, folder: null, externalId: null, blockedReason: null };
}

/** @throws Problem "link-not-found", or "forbidden" when it is a public link of another account */
export async function getOwnLink({ db }: Context, actor: Caller, id: string): Promise<LinkRecord> {
  return assertOwner(await findLink(db, id), actor);
}

/** Whether a link exists is shown only where everyone can read it anyway. @throws Problem as `getOwnLink` does */
export function assertOwner(link: LinkRecord | undefined, actor: Caller): LinkRecord {
  if (link && isOwner(link, actor)) return link;
  throw new Problem(link?.isPublic ? "forbidden" : "link-not-found");
}

/** A link that was made without an account has no owner, and an API key may be for some domains only. */
export function isOwner(link: LinkRecord, actor: Caller | undefined): boolean {
  return actor !== undefined && link.ownerId === actor.userId && mayUseDomain(actor, link.domainId);
}
