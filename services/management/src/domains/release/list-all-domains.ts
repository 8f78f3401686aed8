import type { AdminDomain, ListAllDomains } from "@shunt/contracts/admin";
import { type Db, toContainsPattern } from "@shunt/db";
import { sql } from "kysely";

interface Paging {
  /** Host of the last domain of the previous page. */
  after?: string | undefined;
  limit: number;
}

/** Verified domains of all workspaces, sorted by host. */
export async function listAllDomains(
  db: Db,
  { search }: Pick<ListAllDomains, "search">,
  { after, limit }: Paging,
): Promise<AdminDomain[]> {
  const pattern = search === undefined ? null : toContainsPattern(search);
  const { rows } = await sql<Omit<AdminDomain, "created_at"> & { created_at: Date }>`
    select domains.host, workspace_id, workspaces.name as workspace_name, users.email as owner_email,
      (select count(distinct link_id)::int from link_codes where domain_id = domains.id) as link_count, domains.created_at
    from domains join workspaces on workspaces.id = workspace_id
    left join users on users.id = personal_user_id
    where domains.host is not null and released_host is null
      and (${after ?? null}::text is null or domains.host > ${after ?? null})
      and (${pattern}::text is null or domains.host ilike ${pattern} or workspaces.name ilike ${pattern}
        or users.email ilike ${pattern})
    order by domains.host limit ${limit}`.execute(db);
  return rows.map(({ created_at, ...row }) => ({ ...row, created_at: created_at.toISOString() }));
}
