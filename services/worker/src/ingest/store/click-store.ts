import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toPlainArray, toTextArray } from "./array-literal.ts";
import { bigints, uuids } from "./binary-array.ts";

/** Records the names of batches. Returns the names that are new. */
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

export interface KnownLink {
  workspaceId: string;
  /** Clicks before this time do not count: the owner reset the statistics (ms since the epoch). */
  clicksSince: number;
}

/** Whether a link was deleted, or its statistics were reset, since it was read. */
export async function hasReset(db: Db, known: ReadonlyMap<string, KnownLink>): Promise<boolean> {
  const { rows } = await sql`
    select from unnest(
      ${uuids([...known.keys()])},
      ${bigints([...known.values()].map(({ clicksSince }) => Math.max(0, clicksSince)))}
    ) as known (id, since) left join links using (id)
    where case when isfinite(clicks_since) then (extract(epoch from clicks_since) * 1000)::bigint else 0 end <> since
      or clicks_since is null
    limit 1`.execute(db);
  return rows.length > 0;
}

/** Returns existing links by id. */
export async function findLinks(db: Db, linkIds: readonly string[]): Promise<Map<string, KnownLink>> {
  if (linkIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; workspaceId: string; clicksSince: number | null }>`
    select id, workspace_id as "workspaceId",
      case when isfinite(clicks_since) then (extract(epoch from clicks_since) * 1000)::bigint end as "clicksSince"
    from links where id = any(${uuids(linkIds)})`.execute(db);
  return new Map(
    rows.map(({ id, workspaceId, clicksSince }) => [
      id,
      { workspaceId, clicksSince: clicksSince ?? Number.NEGATIVE_INFINITY },
    ]),
  );
}
