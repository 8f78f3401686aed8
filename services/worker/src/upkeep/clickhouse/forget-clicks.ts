import { type ClickHouse, neverReset } from "@shunt/clickhouse";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { findLinks } from "../../ingest/store/click-store.ts";
import { deleteClicks, deleteSumsOfMissing, graceSeconds } from "../forget-clicks.ts";
import { hasSumsOf, rebuildSumsOfLink } from "../rebuild.ts";

interface Forgotten {
  linkId: string;
  before: string;
  /** The reset in force; null if the link is deleted. */
  since: number | null;
}

const tables = [
  "click_events",
  "link_quarter_hourly",
  "link_daily_dimension",
  "daily_visitors",
  "link_visitors",
] as const;
const linksAtOnce = 1_000;
/** Parts that wait longer are in the dead letters, or of a move that was given up: neither must keep clicks forever. */
const longestPartSeconds = 24 * 60 * 60;

/**
 * Deletes clicks and sums of deleted links, and those before a reset, which no reader sees. Waits until the parts that were begun
 * before are ingested. Safe to run twice or to interrupt.
 */
export async function forgetClicks(db: Db, clickHouse: ClickHouse): Promise<void> {
  const forgotten = await findForgotten(db);
  if (forgotten.length === 0) return;
  for (const table of tables) await deleteRows(clickHouse, table, forgotten);
  for (const { linkId, before, since } of forgotten) {
    // From before ClickHouse was used.
    await deleteClicks(db, linkId, before);
    if (since === null) await deleteSumsOfMissing(db, linkId);
    else if (await hasSumsOf(db, linkId)) await rebuildSumsOfLink(db, linkId);
    await sql`delete from forgotten_clicks where link_id = ${linkId} and before = ${before}::timestamptz`.execute(db);
  }
}

async function findForgotten(db: Db): Promise<Forgotten[]> {
  const { rows: waiting } = await sql<{ begunAt: Date | null }>`
    select min(begun_at) as "begunAt" from (
      select begun_at from begun_parts union all select begun_at from history_moves where done_at is null
    ) as begun
    where begun_at > now() - make_interval(secs => ${sql.lit(longestPartSeconds)})`.execute(db);
  const { rows } = await sql<Omit<Forgotten, "since">>`
    select link_id as "linkId", before::text as before from forgotten_clicks
    where created_at < least(now(), ${waiting[0]?.begunAt ?? null}::timestamptz) - make_interval(secs => ${sql.lit(graceSeconds)})
    order by created_at limit ${sql.lit(linksAtOnce)}`.execute(db);
  const links = await findLinks(
    db,
    rows.map(({ linkId }) => linkId),
  );
  return rows.map(row => {
    const link = links.get(row.linkId);
    return { ...row, since: link ? Math.max(neverReset, link.clicksSince) : null };
  });
}

async function deleteRows(clickHouse: ClickHouse, table: string, forgotten: readonly Forgotten[]): Promise<void> {
  const linkIds = [...new Set(forgotten.map(({ linkId }) => linkId))];
  const reset = forgotten.filter(({ since }) => since !== null);
  await clickHouse.run(
    `DELETE FROM ${table} WHERE link_id IN {linkIds:Array(UUID)}
       AND (link_id, since) NOT IN (SELECT arrayJoin(arrayZip({reset:Array(UUID)}, {since:Array(UInt64)})))`,
    { linkIds, reset: reset.map(({ linkId }) => linkId), since: reset.map(({ since }) => since) },
  );
}
