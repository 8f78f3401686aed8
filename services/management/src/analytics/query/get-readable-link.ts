import type { LinkRef } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { type Caller, domainLimitOf, visibleTo } from "../../access/index.ts";
import { findNamedLinks, type NamedLink, toOwnAddress } from "../../links/index.ts";
import type { AnalyticsDeps } from "../deps.ts";

/**
 * @throws Problem "domain-not-found", "link-not-found", also for a link in another workspace, or "validation-failed"
 * for a code that links on several domains have
 */
export async function getReadableLink(
  context: AnalyticsDeps,
  actor: Caller,
  ref: LinkRef,
  domain: string | undefined,
): Promise<NamedLink> {
  if (domain !== undefined) await toOwnAddress(context.db, actor, ref.code, domain);
  const condition = visibleTo(actor, "analytics");
  const [link] = await findNamedLinks(context, [ref], { condition, domainIds: domainLimitOf(actor), domain });
  if (!link) throw new Problem("link-not-found");
  return link;
}
