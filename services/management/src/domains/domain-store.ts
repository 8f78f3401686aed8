import { type DomainRules, defaultDomainId } from "@shunt/contracts/domains";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { DomainChanges } from "./domain-changes.ts";
import type { DomainRecord, VisitorSettings } from "./domain-record.ts";

interface DomainRow {
  id: number | null;
  workspace_id: string;
  host: string;
  released_host: string | null;
  root_url: string | null;
  not_found_url: string | null;
  expired_url: string | null;
  robots: "allow" | "disallow" | null;
  rules: DomainRules | null;
  is_case_sensitive: boolean;
  is_default: boolean;
  token: string | null;
  version: number;
  created_at: Date;
}

/** Verified and claimed domains, sorted by host. */
export async function findDomainsOf(db: Db, workspaceIds: readonly string[], host?: string): Promise<DomainRecord[]> {
  const { rows } = await sql<DomainRow>`
    select domains.id, workspace_id, host, released_host, root_url, not_found_url, expired_url, robots, rules, is_case_sensitive,
      exists (select from workspaces where workspaces.id = workspace_id and default_domain_id = domains.id) as is_default,
      null as token, version, created_at
    from domains where workspace_id = any(${workspaceIds}::uuid[]) and (${host ?? null}::text is null or host = ${host ?? null})
    union all
    select null, workspace_id, host, null, null, null, null, null, null, is_case_sensitive, false, token, 0, created_at
    from domain_claims where workspace_id = any(${workspaceIds}::uuid[]) and (${host ?? null}::text is null or host = ${host ?? null})
    order by host, id`.execute(db);
  return rows.map(toDomain);
}

export async function getDefaultSettings(db: Db): Promise<VisitorSettings> {
  return db
    .selectFrom("domains")
    .select(["root_url as rootUrl", "not_found_url as notFoundUrl", "expired_url as expiredUrl", "robots", "rules"])
    .where("id", "=", defaultDomainId)
    .executeTakeFirstOrThrow();
}

/** @param choosesUrls whether the owner sets redirects, which drops those set aside for a blocked host */
export async function updateVisitorSettings(
  domains: DomainChanges,
  id: number,
  settings: VisitorSettings,
  choosesUrls: boolean,
): Promise<void> {
  await domains.db
    .updateTable("domains")
    .set({
      root_url: settings.rootUrl,
      not_found_url: settings.notFoundUrl,
      expired_url: settings.expiredUrl,
      ...(choosesUrls && { blocked_urls: null }),
      robots: settings.robots,
      rules: settings.rules,
    })
    .where("id", "=", id)
    .execute();
  domains.touch([id]);
}

/** Returns undefined if the workspace claims this host already. */
export async function insertClaim(
  tx: Db,
  claim: { workspaceId: string; host: string; token: string; isCaseSensitive: boolean },
): Promise<DomainRecord | undefined> {
  const row = await tx
    .insertInto("domain_claims")
    .values({
      workspace_id: claim.workspaceId,
      host: claim.host,
      token: claim.token,
      is_case_sensitive: claim.isCaseSensitive,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning("created_at")
    .executeTakeFirst();
  if (!row) return undefined;
  const { workspaceId, host, token, isCaseSensitive } = claim;
  const visitor = { rootUrl: null, notFoundUrl: null, expiredUrl: null, robots: null, rules: null };
  return {
    id: undefined,
    workspaceId,
    host,
    releasedHost: null,
    token,
    isCaseSensitive,
    isDefault: false,
    version: 0,
    createdAt: row.created_at,
    ...visitor,
  };
}

/** Turns a claim into a domain, regardless of other claims. Returns false if the host is a domain already. */
export async function insertDomain(
  domains: DomainChanges,
  domain: { workspaceId: string; host: string; isCaseSensitive: boolean },
): Promise<boolean> {
  const inserted = await domains.db
    .insertInto("domains")
    .values({ workspace_id: domain.workspaceId, host: domain.host, is_case_sensitive: domain.isCaseSensitive })
    .onConflict(conflict => conflict.column("host").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!inserted) return false;
  domains.touch([inserted.id]);
  await deleteClaim(domains.db, domain);
  return true;
}

export async function deleteClaim(tx: Db, claim: { workspaceId: string; host: string }): Promise<void> {
  await tx
    .deleteFrom("domain_claims")
    .where("host", "=", claim.host)
    .where("workspace_id", "=", claim.workspaceId)
    .execute();
}

/**
 * Locks the shared domain, so that no code is added meanwhile. Returns false if it has codes already and the other case.
 */
export async function writeSharedCase(domains: DomainChanges, isCaseSensitive: boolean): Promise<boolean> {
  const tx = domains.db;
  const shared = await tx
    .selectFrom("domains")
    .select("is_case_sensitive as isCaseSensitive")
    .where("id", "=", defaultDomainId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (shared.isCaseSensitive === isCaseSensitive) return true;
  const code = await tx
    .selectFrom("link_codes")
    .select("code")
    .where("domain_id", "=", defaultDomainId)
    .limit(1)
    .execute();
  if (code.length > 0) return false;
  await tx
    .updateTable("domains")
    .set({ is_case_sensitive: isCaseSensitive })
    .where("id", "=", defaultDomainId)
    .execute();
  domains.touch([defaultDomainId]);
  return true;
}

export async function deleteDomainRow(domains: DomainChanges, domain: { id: number; host: string }): Promise<void> {
  await domains.db.deleteFrom("domains").where("id", "=", domain.id).execute();
  domains.remove(domain);
}

/** Call it before the domains are deleted with their workspace. */
export async function removeDomainsOf(domains: DomainChanges, workspaceId: string): Promise<void> {
  const { rows } = await sql<{ id: number; host: string }>`
    select id, host from domains where workspace_id = ${workspaceId}`.execute(domains.db);
  for (const domain of rows) domains.remove(domain);
}

export async function isServed(db: Db, host: string): Promise<boolean> {
  const row = await db
    .selectFrom("domains")
    .select("id")
    .where("host", "=", host)
    .where("released_host", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

function toDomain(row: DomainRow): DomainRecord {
  return {
    id: row.id ?? undefined,
    workspaceId: row.workspace_id,
    host: row.host,
    releasedHost: row.released_host,
    rootUrl: row.root_url,
    notFoundUrl: row.not_found_url,
    expiredUrl: row.expired_url,
    robots: row.robots,
    rules: row.rules,
    isCaseSensitive: row.is_case_sensitive,
    isDefault: row.is_default,
    token: row.token ?? undefined,
    version: row.version,
    createdAt: row.created_at,
  };
}
