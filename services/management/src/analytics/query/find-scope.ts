import type { ClicksQuery } from "@shunt/contracts/analytics";
import { Problem } from "@shunt/contracts/problem";
import { sql } from "kysely";
import { type Caller, domainLimitOf, visibleTo, workspacesOf } from "../../access/index.ts";
import { getFilterDomainId } from "../../domains/index.ts";
import { findNamedLinks, getFolders, getTags } from "../../links/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import type { Scope } from "./scope.ts";
import { hasSums, isChosen } from "./scope-store.ts";

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
  const named =
    query.link &&
    (await findNamed(context, query.link, { condition: isReadable, domainIds: domainLimit, domain: query.domain }));
  const isNamed = isOneOf(named?.map(({ linkId }) => linkId));
  const common = { workspaceIds, links: named, isNamed };
  if (named && tags === undefined && folders === undefined)
    return { ...common, isSummed: false, includes: isNamed, isIncluded: isNamed(sql`links.id`) };
  const isWhole = [named, tags, folders, domainIds].every(restriction => restriction === undefined);
  const chosen = isChosen(workspaceIds, { tags, folders, domainIds });
  return {
    ...common,
    isSummed: isWhole && (await hasSums(db, workspaceIds)),
    includes: column => sql`${isNamed(column)} and ${column} in (select id from links where ${chosen})`,
    isIncluded: sql`${isNamed(sql`links.id`)} and ${chosen}`,
  };
}

async function findNamed(
  context: AnalyticsDeps,
  refs: NonNullable<ClicksQuery["link"]>,
  where: Parameters<typeof findNamedLinks>[2],
): Promise<NonNullable<Scope["links"]>> {
  const found = await findNamedLinks(context, refs, where);
  return found.map((link, i) => {
    if (!link) throw new Problem("link-not-found", `You have no link ${refs[i]?.text}`);
    return { code: link.code, domain: link.host, linkId: link.id };
  });
}

/** For a single id, `=` lets Postgres read an index in order. */
function isOneOf(linkIds: readonly string[] | undefined): Scope["isNamed"] {
  if (linkIds === undefined) return () => sql`true`;
  const ids = [...new Set(linkIds)];
  return column => (ids.length === 1 ? sql`${column} = ${ids[0]}::uuid` : sql`${column} = any(${ids}::uuid[])`);
}
