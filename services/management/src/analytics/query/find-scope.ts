import type { ClicksQuery } from "@shunt/contracts/analytics";
import { Problem } from "@shunt/contracts/problem";
import { type RawBuilder, sql } from "kysely";
import { type Caller, domainLimitOf, visibleTo, workspacesOf } from "../../access/index.ts";
import { getFilterDomainId } from "../../domains/index.ts";
import { findNamedLinks, getFolders, getTags } from "../../links/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { selectLinkIds } from "./scope-store.ts";

export interface Scope {
  /** All links belong to these workspaces. */
  workspaceIds: readonly string[];
  /** In the order of the query; undefined if it names none. */
  links: readonly { code: string; domain: string | null; linkId: string }[] | undefined;
  /** SQL condition on a column of link ids. */
  includes: (column: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/**
 * Finds the links of a query in the actor's workspaces.
 *
 * @throws Problem "workspace-not-found", "domain-not-found", "tag-not-found", "folder-not-found" or "link-not-found"
 */
export async function findScope(
  context: AnalyticsDeps,
  actor: Caller,
  query: Pick<ClicksQuery, "link" | "tag" | "folder" | "domain" | "workspace_id">,
): Promise<Scope> {
  const { db } = context;
  const own = workspacesOf(actor, "read", "analytics");
  const workspaceIds = query.workspace_id === undefined ? own : own.filter(id => id === query.workspace_id);
  if (workspaceIds.length === 0) throw new Problem("workspace-not-found");
  const isIn = (column: string) => sql<boolean>`${sql.ref(column)} = any(${workspaceIds}::uuid[])`;
  const domainId =
    query.domain === undefined
      ? undefined
      : await getFilterDomainId(context, actor, query.domain, isIn("domains.workspace_id"));
  const domainLimit = domainLimitOf(actor);
  const domainIds = domainId === undefined ? domainLimit : [domainId];
  const isReadable = sql<boolean>`${isIn("links.workspace_id")} and ${visibleTo(actor, "analytics")}`;
  const tags =
    query.tag === undefined
      ? undefined
      : await getTags(db, sql<boolean>`${isIn("tags.workspace_id")} and ${visibleTo(actor, "tag")}`, query.tag);
  const folders = query.folder === undefined ? undefined : await getFolders(db, isReadable, query.folder);
  const chosen = selectLinkIds(workspaceIds, { tags, folders, domainIds });
  if (query.link === undefined) {
    return { workspaceIds, links: undefined, includes: column => sql`${column} in ${chosen}` };
  }
  const { link: refs, domain: host } = query;
  const found = await findNamedLinks(context, refs, { condition: isReadable, domainIds: domainLimit, domain: host });
  const links = found.map((link, i) => {
    if (!link) throw new Problem("link-not-found", `You have no link ${refs[i]?.text}`);
    return { code: link.code, domain: link.host, linkId: link.id };
  });
  const ids = [...new Set(links.map(({ linkId }) => linkId))];
  // For a single id, `=` lets Postgres read an index in order.
  const isOneOf = (column: RawBuilder<unknown>) =>
    ids.length === 1 ? sql`${column} = ${ids[0]}::uuid` : sql`${column} = any(${ids}::uuid[])`;
  if (query.tag === undefined && folders === undefined) return { workspaceIds, links, includes: isOneOf };
  return { workspaceIds, links, includes: column => sql`${isOneOf(column)} and ${column} in ${chosen}` };
}
