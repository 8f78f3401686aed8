import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { domainLimitOf } from "../access/domain-limit.ts";
import type { Caller } from "../auth/actor.ts";

/** Whether somebody owns a link or is a member of its workspace, and an API key is for its domain. */
export async function mayReadNumbers(db: Db, actor: Caller, linkId: string): Promise<boolean> {
  const { rows } = await sql`
    select from links where id = ${linkId} and (
      owner_id = ${actor.userId}
      or workspace_id in (select workspace_id from workspace_members where user_id = ${actor.userId})
    ) and ${isOnDomain(domainLimitOf(actor), sql`links.id`)}`.execute(db);
  return rows.length > 0;
}

/**
 * The ids of the workspaces' links that bear one of the tags, lie in one of the folders and have their primary code on one of the
 * domains; a subquery.
 */
export function selectLinkIds(
  workspaceIds: readonly string[],
  {
    tags,
    folders,
    domainIds,
  }: {
    tags?: readonly string[] | undefined;
    folders?: readonly string[] | undefined;
    domainIds?: readonly number[] | undefined;
  },
): RawBuilder<unknown> {
  const tagged = sql`and id in (
    select link_id from link_tags join tags on tags.id = tag_id
    where tags.workspace_id = any(${workspaceIds}::uuid[]) and lower(name) in (select lower(given) from unnest(${tags}::text[]) as given)
  )`;
  const filed = sql`and folder = any(${folders}::text[])`;
  return sql`(select id from links where workspace_id = any(${workspaceIds}::uuid[])
    and ${isOnDomain(domainIds, sql`links.id`)} ${tags === undefined ? sql`` : tagged} ${folders === undefined ? sql`` : filed})`;
}

/** Whether a link has its primary code on one of the domains; without domains, always. */
export function isOnDomain(domainIds: readonly number[] | undefined, linkId: RawBuilder<unknown>): RawBuilder<boolean> {
  if (domainIds === undefined) return sql<boolean>`true`;
  return sql<boolean>`${linkId} in (
    select link_id from link_codes where domain_id = any(${domainIds}::int[]) and is_primary
  )`;
}
