import { type RawBuilder, sql } from "kysely";

/** Subquery for the time until which a freed code is kept from a workspace: one row or none. */
export function selectKeptUntil(
  domainId: RawBuilder<unknown>,
  code: RawBuilder<unknown>,
  workspaceId: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(
    select kept_until from freed_codes
    where freed_codes.code = ${code} and freed_codes.domain_id = ${domainId} and kept_until > now()
      and freed_codes.workspace_id is distinct from ${workspaceId}
  )`;
}
