import { Problem } from "@shunt/contracts/problem";
import { assertCan, type Caller, can, isAdministrator, type LinkResource, type Verb } from "../../access/index.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { findLink } from "../link-store.ts";

/** A link, and whether the actor sees all of it: a stranger sees the public fields of a public link (`toPublicLink`). */
export interface SeenLink {
  link: LinkRecord;
  isStranger: boolean;
}

/**
 * Finds a link that the actor may read, or any public link.
 *
 * @throws Problem "link-not-found", also for a private link in a workspace of others, or "link-blocked" for strangers who are not
 * administrators
 */
export async function getLink({ db }: LinksDeps, actor: Caller | undefined, id: string): Promise<SeenLink> {
  const link = await findLink(db, id);
  if (!link) throw new Problem("link-not-found");
  if (can(actor, "read", { kind: "link", ...link })) return { link, isStranger: false };
  if (!link.isPublic) throw new Problem("link-not-found");
  if (link.isBlocked && !isAdministrator(actor)) throw new Problem("link-blocked");
  return { link, isStranger: true };
}

/** A link of one of the actor's workspaces. @throws Problem as `assertLink` does */
export async function getOwnLink(
  { db }: Pick<LinksDeps, "db">,
  actor: Caller,
  id: string,
  verb: Verb,
  kind?: LinkResource["kind"],
): Promise<LinkRecord> {
  return assertLink(await findLink(db, id), actor, verb, kind);
}

/**
 * Returns the link if the actor may do this with it, or with what belongs to it.
 *
 * @throws Problem "link-not-found", also for the link of a workspace that the actor is not in, public or not; "forbidden" where the
 * role or the domains of the API key do not cover the verb
 */
export function assertLink(
  link: LinkRecord | undefined,
  actor: Caller,
  verb: Verb,
  kind: LinkResource["kind"] = "link",
): LinkRecord {
  if (!link) throw new Problem("link-not-found");
  assertCan(actor, verb, { kind, ...link }, "link-not-found");
  return link;
}
