import { type ClicksQuery, Problem } from "@shunt/contracts";
import { type RawBuilder, sql } from "kysely";
import { domainLimitOf, mayUseDomain } from "../access/domain-limit.ts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { findNamedLinks } from "../links/find-named-links.ts";
import { getFolders } from "../links/folders.ts";
import { getTags } from "../links/link-tags.ts";
import { findOwnDomain, findWorkspaceIds } from "../workspaces/workspace-store.ts";
import { isOnDomain, selectLinkIds } from "./scope-store.ts";

/** Whose clicks a question is about. */
export interface Scope {
  /** None but these is read from, whatever else is asked. */
  workspaceIds: readonly string[];
  /** The links that were named, in that order; undefined where none was. */
  links: readonly { code: string; domain: string | null; linkId: string }[] | undefined;
  /** The condition on a column that holds a link's id. */
  includes: (column: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/**
 * Finds out which links are meant, among those of the workspaces that the actor is a member of.
 *
 * @throws Problem "workspace-not-found", "domain-not-found", "tag-not-found", "folder-not-found" or "link-not-found", also where it is
 * another's.
 */
export async function findScope(
  context: Context,
  actor: Caller,
  query: Pick<ClicksQuery, "link" | "tag" | "folder" | "domain" | "workspace_id">,
): Promise<Scope> {
  const { db } = context;
  const own = await findWorkspaceIds(db, actor);
  const workspaceIds = query.workspace_id === undefined ? own : own.filter(id => id === query.workspace_id);
  if (workspaceIds.length === 0) throw new Problem("workspace-not-found");
  const domain = query.domain === undefined ? undefined : await findOwnDomain(db, workspaceIds, query.domain);
  if (query.domain !== undefined && !domain) throw new Problem("domain-not-found");
  const domainId = domain?.id;
  if (domainId !== undefined && !mayUseDomain(actor, domainId)) throw new Problem("domain-not-found");
  const domainLimit = domainLimitOf(actor);
  const domainIds = domainId === undefined ? domainLimit : [domainId];
  const isSeen = domainLimit && isOnDomain(domainLimit, sql`links.id`);
  const tags = query.tag === undefined ? undefined : await getTags(db, { workspaceIds, isSeen }, query.tag);
  const folders =
    query.folder === undefined
      ? undefined
      : await getFolders(db, sql`workspace_id = any(${workspaceIds}::uuid[]) and ${isSeen ?? true}`, query.folder);
  const chosen = selectLinkIds(workspaceIds, { tags, folders, domainIds });
  if (query.link === undefined) {
    return { workspaceIds, links: undefined, includes: column => sql`${column} in ${chosen}` };
  }
  const { link: refs, domain: host } = query;
  const which = sql`links.workspace_id = any(${workspaceIds}::uuid[]) and ${isOnDomain(domainLimit, sql`links.id`)}`;
  const found = await findNamedLinks(context, refs, { which, domainIds: domainLimit, domain: host });
  const links = found.map((link, i) => {
    if (!link) throw new Problem("link-not-found", `There is no such link of yours: ${refs[i]?.text}`);
    return { code: link.code, domain: link.host, linkId: link.id };
  });
  const ids = [...new Set(links.map(({ linkId }) => linkId))];
  // A single id, as an index is read in its order then.
  const isOneOf = (column: RawBuilder<unknown>) =>
    ids.length === 1 ? sql`${column} = ${ids[0]}::uuid` : sql`${column} = any(${ids}::uuid[])`;
  if (query.tag === undefined && folders === undefined) return { workspaceIds, links, includes: isOneOf };
  return { workspaceIds, links, includes: column => sql`${isOneOf(column)} and ${column} in ${chosen}` };
}
