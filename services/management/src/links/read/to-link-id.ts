import type { LinkRef } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { type Caller, domainLimitOf, visibleTo } from "../../access/index.ts";
import type { LinksDeps } from "../deps.ts";
import { findNamedLinks } from "./find-named-links.ts";
import { getLinkByCode } from "./get-link-by-code.ts";

/** Where the codes of a request are that come without a domain. */
interface OnHost {
  domain?: string | undefined;
}

/**
 * The id of a link that the actor may read as a member of its workspace. An id is returned as it is: what the actor may do with it is checked where it is used. A code of
 * another account does not exist here.
 *
 * @throws Problem "link-not-found", or "validation-failed" for a code that links on several domains have
 */
export async function toOwnLinkId(
  context: LinksDeps,
  actor: Caller,
  ref: LinkRef,
  { domain }: OnHost = {},
): Promise<string> {
  const id = ref.id ?? (await findOwnLinkId(context, actor, ref, domain));
  if (id === undefined) throw new Problem("link-not-found");
  return id;
}

/** As `toOwnLinkId`, and then any link as visitors find it, for `getLink` to check. @throws Problem also "domain-not-found" */
export async function toReadableLinkId(
  context: LinksDeps,
  actor: Caller | undefined,
  ref: LinkRef,
  { domain }: OnHost,
): Promise<string> {
  const own = ref.id ?? (actor && (await findOwnLinkId(context, actor, ref, domain)));
  return own ?? (await getVisitedLink(context, ref, domain, actor)).id;
}

/** The id of anybody's link, for moderation. @throws Problem "link-not-found" or "domain-not-found" */
export async function toAnyLinkId(context: LinksDeps, ref: LinkRef, { domain }: OnHost): Promise<string> {
  return ref.id ?? (await getVisitedLink(context, ref, domain)).id;
}

/** The link that a visitor means by a code or a short URL, whoever owns it. @throws Problem as `getLinkByCode` does */
export async function getVisitedLink(
  { db, config }: Pick<LinksDeps, "db" | "config">,
  { code, host }: LinkRef,
  domain: string | undefined,
  actor?: Caller,
) {
  const isShared = host === new URL(config.baseUrl).hostname;
  return getLinkByCode(db, code, isShared ? undefined : (host ?? domain), actor);
}

async function findOwnLinkId(context: LinksDeps, actor: Caller, ref: LinkRef, domain: string | undefined) {
  const condition = visibleTo(actor, "link");
  const [link] = await findNamedLinks(context, [ref], { condition, domainIds: domainLimitOf(actor), domain });
  return link?.id;
}
