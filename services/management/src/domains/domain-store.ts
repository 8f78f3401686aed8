import { defaultDomainId } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { DomainRecord, VisitorSettings } from "./domain-record.ts";

interface DomainRow {
  id: number | null;
  host: string;
  root_url: string | null;
  not_found_url: string | null;
  expired_url: string | null;
  robots: "allow" | "disallow" | null;
  is_case_sensitive: boolean;
  is_default: boolean;
  token: string | null;
  version: number;
  created_at: Date;
}

/** The domains of the workspaces, verified or only claimed, by their hosts. @param host of the one that is meant; without it, all */
export async function findDomainsOf(db: Db, workspaceIds: readonly string[], host?: string): Promise<DomainRecord[]> {
  const { rows } = await sql<DomainRow>`
    select domains.id, host, root_url, not_found_url, expired_url, robots, is_case_sensitive,
      exists (select from workspaces where workspaces.id = workspace_id and default_domain_id = domains.id) as is_default,
      null as token, version, created_at
    from domains where workspace_id = any(${workspaceIds}::uuid[]) and (${host ?? null}::text is null or host = ${host ?? null})
    union all
    select null, host, null, null, null, null, is_case_sensitive, false, token, 0, created_at
    from domain_claims where workspace_id = any(${workspaceIds}::uuid[]) and (${host ?? null}::text is null or host = ${host ?? null})
    order by host`.execute(db);
  return rows.map(toDomain);
}

/** What holds for the domain of BASE_URL. */
export async function getDefaultSettings(db: Db): Promise<VisitorSettings> {
  return db
    .selectFrom("domains")
    .select(["root_url as rootUrl", "not_found_url as notFoundUrl", "expired_url as expiredUrl", "robots"])
    .where("id", "=", defaultDomainId)
    .executeTakeFirstOrThrow();
}

/**
 * Writes the settings under a new version, which it returns.
 *
 * @param choosesUrls whether the owner chooses redirects: what was kept aside with a blocked host must not replace those
 */
export async function updateVisitorSettings(
  tx: Db,
  id: number,
  settings: VisitorSettings,
  choosesUrls: boolean,
): Promise<number> {
  const { version } = await tx
    .updateTable("domains")
    .set({
      root_url: settings.rootUrl,
      not_found_url: settings.notFoundUrl,
      expired_url: settings.expiredUrl,
      ...(choosesUrls && { blocked_urls: null }),
      robots: settings.robots,
      version: sql<number>`nextval('link_version_seq')`,
    })
    .where("id", "=", id)
    .returning("version")
    .executeTakeFirstOrThrow();
  return version;
}

/** Undefined when the workspace says so of this host already. */
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
  const { host, token, isCaseSensitive } = claim;
  const visitor = { rootUrl: null, notFoundUrl: null, expiredUrl: null, robots: null };
  return {
    id: undefined,
    host,
    token,
    isCaseSensitive,
    isDefault: false,
    version: 0,
    createdAt: row.created_at,
    ...visitor,
  };
}

/** Makes a domain of a host that was claimed, whoever else claims it. Returns nothing when the host is somebody's already. */
export async function insertDomain(
  tx: Db,
  domain: { workspaceId: string; host: string; isCaseSensitive: boolean },
): Promise<{ version: number } | undefined> {
  const inserted = await tx
    .insertInto("domains")
    .values({ workspace_id: domain.workspaceId, host: domain.host, is_case_sensitive: domain.isCaseSensitive })
    .onConflict(conflict => conflict.column("host").doNothing())
    .returning("version")
    .executeTakeFirst();
  if (!inserted) return undefined;
  await tx
    .deleteFrom("domain_claims")
    .where("host", "=", domain.host)
    .where("workspace_id", "=", domain.workspaceId)
    .execute();
  return inserted;
}

export async function isServed(db: Db, host: string): Promise<boolean> {
  const row = await db.selectFrom("domains").select("id").where("host", "=", host).executeTakeFirst();
  return row !== undefined;
}

/** Leaves a note for the caches, which are told after the commit. Returns its id. */
export async function insertDomainNote(tx: Db, id: number, host: string, version: number): Promise<number> {
  const note = await tx
    .insertInto("cache_outbox")
    .values({ domain_id: id, code: "", version, host })
    .returning("id")
    .executeTakeFirstOrThrow();
  return note.id;
}

function toDomain(row: DomainRow): DomainRecord {
  return {
    id: row.id ?? undefined,
    host: row.host,
    rootUrl: row.root_url,
    notFoundUrl: row.not_found_url,
    expiredUrl: row.expired_url,
    robots: row.robots,
    isCaseSensitive: row.is_case_sensitive,
    isDefault: row.is_default,
    token: row.token ?? undefined,
    version: row.version,
    createdAt: row.created_at,
  };
}
