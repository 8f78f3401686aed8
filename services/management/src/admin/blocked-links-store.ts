import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** The ids of links that lead to a host or a name below it, also when they are over, and are not taken down. */
export async function findLinksTo(db: Db, host: string): Promise<string[]> {
  // Destinations are as WHATWG serialises them: no user name, a port perhaps, a path always.
  const pattern = `^https?://([^/]*\\.)?${host.replaceAll(/[^a-z0-9-]/g, "\\$&")}\\.?(:[0-9]+)?/`;
  // The first by its trigrams; there are few of the second kind.
  const { rows } = await sql<{ id: string }>`
    select id from links where target_url ~ ${pattern} and blocked_at is null
    union
    select id from links where fallback_url ~ ${pattern} and blocked_at is null
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}

export async function findLinksBlockedBy(db: Db, host: string): Promise<string[]> {
  const rows = await db.selectFrom("links").select("id").where("blocked_host", "=", host).orderBy("id").execute();
  return rows.map(({ id }) => id);
}

/** A host above this one, or below which it lies, that is blocked as well. */
export async function findOtherBlock(db: Db, host: string): Promise<string | undefined> {
  const labels = host.split(".");
  const above = labels.map((_label, i) => labels.slice(i).join("."));
  const row = await db.selectFrom("blocked_hosts").select("host").where("host", "in", above).executeTakeFirst();
  return row?.host;
}

/** Returns the ids of those that it has changed, each under a new version. */
export async function setBlockedHost(tx: Db, ids: readonly string[], host: string | undefined): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update links set blocked_host = ${host ?? null}, blocked_at = ${host === undefined ? null : sql`coalesce(blocked_at, now())`},
      version = nextval('link_version_seq')
    where id in (select id from links where id = any(${ids}::uuid[]) order by id for update)
      and (blocked_at is null or blocked_host is not null)
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}
