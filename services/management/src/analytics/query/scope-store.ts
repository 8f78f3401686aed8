import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** Small workspaces have no sums of their own. */
export async function hasSums(db: Db, workspaceIds: readonly string[]): Promise<boolean> {
  const { rows } =
    await sql`select from workspace_quarters where workspace_id = any(${workspaceIds}::uuid[]) limit 1`.execute(db);
  return rows.length > 0;
}

/** Condition on `links`. */
export function isChosen(
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
): RawBuilder<boolean> {
  const tagged = sql`and links.id in (
    select link_id from link_tags join tags on tags.id = tag_id
    where tags.workspace_id = any(${workspaceIds}::uuid[]) and lower(name) in (select lower(given) from unnest(${tags}::text[]) as given)
  )`;
  const filed = sql`and links.folder = any(${folders}::text[])`;
  return sql<boolean>`links.workspace_id = any(${workspaceIds}::uuid[])
    and ${isOnDomain(domainIds, sql`links.id`)} ${tags === undefined ? sql`` : tagged} ${folders === undefined ? sql`` : filed}`;
}

/** By its primary code. */
function isOnDomain(domainIds: readonly number[] | undefined, linkId: RawBuilder<unknown>): RawBuilder<boolean> {
  if (domainIds === undefined) return sql<boolean>`true`;
  return sql<boolean>`${linkId} in (
    select link_id from link_codes where domain_id = any(${domainIds}::int[]) and is_primary
  )`;
}
