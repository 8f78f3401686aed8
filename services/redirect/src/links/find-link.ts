import type { CachedLink, RedirectStatus } from "@shunt/contracts";
import type { Db } from "@shunt/db";

/** The link behind a code, as Postgres has it. */
export async function findLink(db: Db, domainId: number, code: string): Promise<CachedLink | undefined> {
  const row = await db
    .selectFrom("link_codes")
    .innerJoin("links", "links.id", "link_codes.link_id")
    .select([
      "links.id",
      "links.version",
      "links.target_url",
      "links.redirect_status",
      "links.is_active",
      "links.starts_at",
      "links.expires_at",
      "links.fallback_url",
    ])
    .where("link_codes.code", "=", code)
    .where("link_codes.domain_id", "=", domainId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    version: row.version,
    url: row.target_url,
    status: row.redirect_status as RedirectStatus,
    isActive: row.is_active,
    startsAt: row.starts_at?.getTime() ?? null,
    expiresAt: row.expires_at?.getTime() ?? null,
    fallbackUrl: row.fallback_url,
  };
}
