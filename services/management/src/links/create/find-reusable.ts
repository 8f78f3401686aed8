import { type Db, isUsedUp } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { selectLinks } from "../link-store.ts";

/** The newest active link without a password for each destination and domain. */
export async function findReusable(db: Db, { workspaceId }: Caller, targets: readonly string[]): Promise<LinkRecord[]> {
  return selectLinks(db)
    .distinctOn(["links.target_url", "link_codes.domain_id"])
    .where("links.workspace_id", "=", workspaceId)
    .where(sql<boolean>`links.target_url = any(${targets}::text[])`)
    .where(
      sql<boolean>`links.is_active and links.archived_at is null and links.blocked_at is null
        and coalesce(links.starts_at <= now(), true) and coalesce(links.expires_at > now(), true)
        and links.rules->>'lock' is null and ${isUsedUp} is not true`,
    )
    .orderBy("links.target_url")
    .orderBy("link_codes.domain_id")
    .orderBy("links.id", "desc")
    .execute();
}
