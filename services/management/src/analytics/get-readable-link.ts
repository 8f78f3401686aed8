import { type LinkRef, Problem } from "@shunt/contracts";
import { sql } from "kysely";
import { domainLimitOf } from "../access/domain-limit.ts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { findNamedLinks, type NamedLink } from "../links/find-named-links.ts";
import { toOwnAddress } from "../links/get-link-by-code.ts";
import { mayReadNumbers } from "./scope-store.ts";

/**
 * A link whose numbers the actor may read.
 *
 * @throws Problem "domain-not-found", "link-not-found", also for the link of another account, or "validation-failed" for a code
 * that links on several domains have
 */
export async function getReadableLink(
  context: Context,
  actor: Caller,
  ref: LinkRef,
  domain: string | undefined,
): Promise<NamedLink> {
  if (domain !== undefined) await toOwnAddress(context.db, actor, ref.code, domain);
  const which = sql`(links.owner_id = ${actor.userId}
    or links.workspace_id in (select workspace_id from workspace_members where user_id = ${actor.userId}))`;
  const [link] = await findNamedLinks(context, [ref], { which, domainIds: domainLimitOf(actor), domain });
  if (!link || !(await mayReadNumbers(context.db, actor, link.id))) throw new Problem("link-not-found");
  return link;
}
