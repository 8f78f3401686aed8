import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toBytesArray, toPlainArray, toTextArray } from "./array-literal.ts";
import type { StoredClick } from "./stored-click.ts";

/** Notes that batches are being ingested. Returns the names of those that have not been already. */
export async function claimBatches(
  tx: Db,
  batches: readonly { name: string; clicks: readonly unknown[] }[],
): Promise<ReadonlySet<string>> {
  const sorted = batches.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { rows } = await sql<{ name: string }>`
    insert into ingested_batches (name, clicks)
    select * from unnest(
      ${toTextArray(sorted.map(batch => batch.name))}::text[],
      ${toPlainArray(sorted.map(batch => batch.clicks.length))}::int[]
    )
    on conflict (name) do nothing
    returning name`.execute(tx);
  return new Set(rows.map(row => row.name));
}

/** What ingesting needs to know of a link. */
export interface KnownLink {
  workspaceId: string;
  /** Clicks before it do not count, as the owner has reset the numbers; milliseconds since the epoch. */
  clicksSince: number;
}

/** Those of the links that exist. */
export async function findLinks(db: Db, linkIds: readonly string[]): Promise<Map<string, KnownLink>> {
  if (linkIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; workspaceId: string; clicksSince: number | null }>`
    select id, workspace_id as "workspaceId",
      case when isfinite(clicks_since) then (extract(epoch from clicks_since) * 1000)::bigint end as "clicksSince"
    from links where id = any(${toPlainArray(linkIds)}::uuid[])`.execute(db);
  return new Map(
    rows.map(({ id, workspaceId, clicksSince }) => [
      id,
      { workspaceId, clicksSince: clicksSince ?? Number.NEGATIVE_INFINITY },
    ]),
  );
}

/** Notes who has been on which link on which day. Returns those of the clicks by which somebody was seen there first. */
export async function addVisitors(tx: Db, clicks: readonly StoredClick[]): Promise<ReadonlySet<StoredClick>> {
  const visits = new Map<string, StoredClick>();
  for (const click of clicks) {
    const key = `${click.linkId}${click.day}${click.visitor}`;
    if (click.visitor !== null && !visits.has(key)) visits.set(key, click);
  }
  if (visits.size === 0) return new Set();
  const sorted = [...visits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, click]) => click);
  const { rows } = await sql<{ position: number }>`
    with visit as (
      select * from unnest(
        ${toPlainArray(sorted.map(click => click.linkId))}::uuid[],
        ${toPlainArray(sorted.map(click => click.day))}::date[],
        ${toBytesArray(sorted.map(click => click.visitor))}::bytea[]
      ) with ordinality as visit (link_id, day, visitor_hash, position)
    ), fresh as (
      insert into daily_visitors (link_id, day, visitor_hash)
      select link_id, day, visitor_hash from visit
      on conflict do nothing
      returning link_id, day, visitor_hash
    )
    select visit.position::int as position from visit join fresh using (link_id, day, visitor_hash)`.execute(tx);
  return new Set(rows.map(({ position }) => sorted[position - 1] as StoredClick));
}
