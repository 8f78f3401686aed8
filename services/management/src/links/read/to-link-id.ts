import type { LinkRef, VisitedLink } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { type Caller, domainLimitOf, visibleTo } from "../../access/index.ts";
import type { LinksDeps } from "../deps.ts";
import { findNamedLinks } from "./find-named-links.ts";
import { getLinkByCode } from "./get-link-by-code.ts";
import { toVisitedAddress } from "./to-visited-address.ts";

/** The domain for codes given without one. */
interface OnHost {
  domain?: string | undefined;
}

/**
 * Resolves a reference to a link in the actor's workspaces. An id is returned unchecked; the caller checks access when
 * it uses it.
 *
 * @throws Problem "link-not-found", also for a code in another workspace, or "validation-failed" for a code that links
 * on several domains have
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

/**
 * Like `toOwnLinkId`, then any link that visitors reach; `getLink` checks access.
 *
 * @throws Problem also "domain-not-found"
 */
export async function toReadableLinkId(
  context: LinksDeps,
  actor: Caller | undefined,
  ref: LinkRef,
  { domain }: OnHost,
): Promise<string> {
  const own = ref.id ?? (actor && (await findOwnLinkId(context, actor, ref, domain)));
  return own ?? (await getVisitedLink(context, ref, domain, actor)).id;
}

/** For moderation: any link. @throws Problem "link-not-found" or "domain-not-found" */
export async function toAnyLinkId(context: LinksDeps, ref: LinkRef, { domain }: OnHost): Promise<string> {
  return ref.id ?? (await getVisitedLink(context, ref, domain)).id;
}

/** Returns the link that visitors reach, regardless of its owner. @throws the Problems of `getLinkByCode` */
export async function getVisitedLink(
  { db, config }: Pick<LinksDeps, "db" | "config">,
  ref: LinkRef | VisitedLink,
  domain: string | undefined,
  actor?: Caller,
) {
  const isShared = ref.host === new URL(config.baseUrl).hostname;
  const host = isShared ? undefined : (ref.host ?? domain);
  const { code } = "path" in ref ? await toVisitedAddress(db, ref, host) : ref;
  return getLinkByCode(db, code, host, actor);
}

async function findOwnLinkId(context: LinksDeps, actor: Caller, ref: LinkRef, domain: string | undefined) {
  const condition = visibleTo(actor, "link");
  const [link] = await findNamedLinks(context, [ref], { condition, domainIds: domainLimitOf(actor), domain });
  return link?.id;
}
