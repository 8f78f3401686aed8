import { type Db, isUsedUp } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { getLinkRows } from "../link-store.ts";

/** The newest active link without a password for each destination and domain. */
export async function findReusable(db: Db, { workspaceId }: Caller, targets: readonly string[]): Promise<LinkRecord[]> {
  if (targets.length === 0) return [];
  const hasTarget = sql`links.workspace_id = ${workspaceId}::uuid and links.target_url = any(${targets}::text[])`;
  const { rows } = await sql<{ id: string }>`
    select distinct on (links.target_url, link_codes.domain_id) links.id
    from links join link_codes on link_codes.link_id = links.id and is_primary
    where ${hasTarget} and links.is_active and links.archived_at is null and links.blocked_at is null
      and coalesce(links.starts_at <= now(), true) and coalesce(links.expires_at > now(), true)
      and links.rules->>'lock' is null and not ${isUsedUp(hasTarget)}
    order by links.target_url, link_codes.domain_id, links.id desc`.execute(db);
  return getLinkRows(
    db,
    rows.map(({ id }) => id),
  );
}
