import type { LinkRules } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Source } from "./source.ts";

/** A worker that has not renewed it by then is dead, or its source failed. */
const leaseSeconds = 60;
/** Covers transactions that began before a check and commit after it. */
const overlap = sql`interval '5 minutes'`;
/** All links are checked at least this often. */
const sweepEvery = sql`interval '1 day'`;
const firstId = sql`'00000000-0000-0000-0000-000000000000'::uuid`;

export interface CheckedLink {
  id: string;
  version: number;
  targetUrl: string;
  fallbackUrl: string | null;
  rules: LinkRules | null;
}

/** The work of a worker that got the lease. */
export interface Lease {
  /** Links that changed since are to be checked. */
  since: Date;
  /** The time of the lease, of the database. */
  now: Date;
  /** All links after this id are to be checked; null if none. */
  sweptTo: string | null;
}

/** Forgets sources that are no longer configured, and what they listed. */
export async function forgetOtherSources(db: Db, names: readonly Source["name"][]): Promise<void> {
  await sql`delete from link_listings where source <> all(${names}::text[])`.execute(db);
  await sql`delete from reputation_sources where name <> all(${names}::text[])`.execute(db);
}

export async function registerSources(db: Db, names: readonly Source["name"][]): Promise<void> {
  await sql`insert into reputation_sources (name) select unnest(${names}::text[]) on conflict do nothing`.execute(db);
}

/** Returns undefined while another worker checks against the source. */
export async function leaseSource(db: Db, name: Source["name"]): Promise<Lease | undefined> {
  const { rows } = await sql<Lease>`
    update reputation_sources set leased_until = now() + make_interval(secs => ${sql.lit(leaseSeconds)}),
      swept_to = case when swept_to is null and swept_at < now() - ${sweepEvery} then ${firstId} else swept_to end
    where name = ${name} and leased_until < now()
    returning checked_until - ${overlap} as since, now() as now, swept_to as "sweptTo"`.execute(db);
  return rows[0];
}

export async function renewLease(db: Db, name: Source["name"]): Promise<void> {
  await sql`
    update reputation_sources set leased_until = now() + make_interval(secs => ${sql.lit(leaseSeconds)})
    where name = ${name}`.execute(db);
}

export async function releaseSource(db: Db, name: Source["name"]): Promise<void> {
  await sql`update reputation_sources set leased_until = '-infinity' where name = ${name}`.execute(db);
}

export async function setCheckedUntil(db: Db, name: Source["name"], until: Date): Promise<void> {
  await db.updateTable("reputation_sources").set({ checked_until: until }).where("name", "=", name).execute();
}

/** Unless the sweep began anew meanwhile. @param to null at its end */
export async function advanceSweep(db: Db, name: Source["name"], from: string, to: string | null): Promise<void> {
  await sql`
    update reputation_sources set swept_to = ${to}::uuid, swept_at = case when ${to === null} then now() else swept_at end
    where name = ${name} and swept_to = ${from}::uuid`.execute(db);
}

/** In order of id. @param since all links if undefined */
export async function findLinksToCheck(
  db: Db,
  { after, since, limit }: { after: string; since: Date | undefined; limit: number },
): Promise<CheckedLink[]> {
  const { rows } = await sql<CheckedLink>`
    select id, version, target_url as "targetUrl", fallback_url as "fallbackUrl", rules from links
    where id > ${after} and ${since ? sql`updated_at >= ${since}` : sql`true`}
    order by id limit ${sql.lit(limit)}`.execute(db);
  return rows;
}

/** Stores what a source says about links. @param reasons by link id, of those that it lists; others are not listed */
export async function storeListings(
  db: Db,
  source: Source["name"],
  links: readonly CheckedLink[],
  reasons: ReadonlyMap<string, string>,
): Promise<void> {
  const listed = links.filter(({ id }) => reasons.has(id));
  const others = links.filter(({ id }) => !reasons.has(id));
  await sql`
    delete from link_listings where source = ${source} and link_id = any(${others.map(({ id }) => id)}::uuid[])`.execute(
    db,
  );
  if (listed.length === 0) return;
  // A link that changed meanwhile is checked again.
  await sql`
    insert into link_listings (link_id, source, reason)
    select id, ${source}, reason from unnest(
      ${listed.map(({ id }) => id)}::uuid[], ${listed.map(({ version }) => version)}::bigint[],
      ${listed.map(({ id }) => reasons.get(id) as string)}::text[]
    ) as given (id, version, reason) join links using (id, version)
    on conflict (link_id, source) do update set reason = excluded.reason where link_listings.reason <> excluded.reason`.execute(
    db,
  );
}

/** Seconds for which changed links have waited for their check, of the source that lags most; 0 without sources. */
export async function readReputationLag(db: Db): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(extract(epoch from now() - min(checked_until)), 0)::float as seconds from reputation_sources`.execute(
    db,
  );
  return rows[0]?.seconds ?? 0;
}
