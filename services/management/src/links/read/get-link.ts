import { toCachedLink } from "@shunt/contracts/cached";
import { toPreview } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Verb } from "@shunt/contracts/roles";
import { stateOf } from "@shunt/decision";
import { assertCan, type Caller, can, isAdministrator, type LinkResource } from "../../access/index.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { findLink } from "../link-store.ts";

/** `isStranger`: the actor may see only the public fields (`toPublicLink`). */
export interface SeenLink {
  link: LinkRecord;
  isStranger: boolean;
}

/**
 * Returns a link that the actor may read, or any public link.
 *
 * @throws Problem "link-not-found", also for a link in another workspace that is private, has no preview (a lock or a
 * limit), or does not redirect yet or any more, except for administrators; "link-blocked" for strangers except them
 */
export async function getLink({ db }: LinksDeps, actor: Caller | undefined, id: string): Promise<SeenLink> {
  const link = await findLink(db, id);
  if (!link) throw new Problem("link-not-found");
  if (can(actor, "read", { kind: "link", ...link })) return { link, isStranger: false };
  if (!link.isPublic || toPreview(link.rules) === "hidden") throw new Problem("link-not-found");
  if (!isAdministrator(actor)) assertVisitable(link);
  return { link, isStranger: true };
}

/** Strangers learn no more of a link than its visitors. */
function assertVisitable(link: LinkRecord): void {
  const state = stateOf(toCachedLink(link), Date.now());
  if (state === "blocked") throw new Problem("link-blocked");
  if (state === "inactive") throw new Problem("link-not-found");
}

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
 * Returns the link if the actor may do this with it.
 *
 * @throws Problem "link-not-found", also for any link in another workspace; "forbidden" if the role or the domains of
 * the API key do not allow it
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
