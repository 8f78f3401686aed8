import { addToWorkspaces, anonymousWorkspaceId, type Db, findFirstDay, type LinkDay, retryDeadlocks } from "@shunt/db";
import { sql } from "kysely";
import { toDay } from "../../ingest/aggregate/day.ts";
import { mergePacked } from "../../ingest/aggregate/packed-store.ts";
import { mergeWorkspaceSums } from "./merge-workspace-sums.ts";

/** Links and days in a transaction. Ingest of clicks that arrive late waits for it. */
const batchSize = 2_000;
/** In a run, so that other tasks do not wait long. The next run goes on. */
const maxBatches = 50;
/** How long new packed rows are looked for (days). */
const mergedDays = 7;
/** How long open days count when large workspaces are looked for (days). */
const countedDays = 31;
/** Sums of a workspace pay off where each replaces those of many links. */
const minOpen = 500;
const minLinksPerDay = 20;

/** In the hour after midnight, clicks of the day before still arrive. */
const today = sql`((now() - interval '1 hour') at time zone 'UTC')::date`;

/**
 * Merges the packed rows of finished days into one for each link, and adds finished days to the sums of large
 * workspaces. Safe to run twice or to interrupt.
 */
export async function finishDays(db: Db): Promise<void> {
  const left = { batches: maxBatches };
  await inBatches(
    left,
    last => findSplit(db, last),
    days => transact(db, tx => mergePacked(tx, days)),
  );
  // Until then, services may run that do not know these sums.
  if (toDay(Date.now()) < (await findFirstDay(db, "workspace-sums"))) return;
  for (const id of await findLargeWorkspaces(db)) {
    await inBatches(
      left,
      last => findOpen(db, id, last),
      days => transact(db, tx => sumUp(tx, id, days)),
    );
  }
}

/**
 * Ingest of clicks that arrive late locks rows in the order of links; an update of many rows has an order of its own. Postgres ends one of two
 * transactions that wait for each other.
 */
function transact(db: Db, run: (tx: Db) => Promise<void>): Promise<void> {
  return retryDeadlocks(() => db.transaction().execute(run));
}

async function inBatches(
  left: { batches: number },
  find: (last: LinkDay | undefined) => Promise<LinkDay[]>,
  finish: (days: readonly LinkDay[]) => Promise<void>,
): Promise<void> {
  for (let last: LinkDay | undefined; left.batches > 0; left.batches--) {
    const days = await find(last);
    if (days.length === 0) return;
    await finish(days);
    last = days.at(-1);
  }
}

const isFinished = sql`not is_summed and day < ${today}`;

function isAfter(last: LinkDay | undefined) {
  return last ? sql`(day, link_id) > (${last.day}::date, ${last.linkId}::uuid)` : sql`true`;
}

/** Finished days with several packed rows. */
async function findSplit(db: Db, last: LinkDay | undefined): Promise<LinkDay[]> {
  const { rows } = await sql<LinkDay>`
    select link_id as "linkId", day::text as day from link_daily
    where ${isFinished} and day >= ${today} - ${sql.lit(mergedDays)} and packed_rows > 1 and ${isAfter(last)}
    order by link_daily.day, link_id limit ${sql.lit(batchSize)}`.execute(db);
  return rows;
}

/** Reads the latest days only, as those of small workspaces stay open. */
async function findLargeWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspace_id as id from (
      select link_id, day from link_daily where ${isFinished} and day >= ${today} - ${sql.lit(countedDays)}
    ) as open
    join (select id, workspace_id from links where workspace_id <> ${anonymousWorkspaceId}) as known on known.id = link_id
    group by workspace_id
    having count(*) >= ${sql.lit(minOpen)} and count(*) >= ${sql.lit(minLinksPerDay)} * count(distinct day)
    order by workspace_id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Finished days that the sums of the workspace do not contain. */
async function findOpen(db: Db, workspaceId: string, last: LinkDay | undefined): Promise<LinkDay[]> {
  const { rows } = await sql<LinkDay>`
    select link_id as "linkId", day::text as day from link_daily
    where ${isFinished} and ${isAfter(last)} and link_id in (select id from links where workspace_id = ${workspaceId})
    order by link_daily.day, link_id limit ${sql.lit(batchSize)}`.execute(db);
  return rows;
}

async function sumUp(tx: Db, workspaceId: string, days: readonly LinkDay[]): Promise<void> {
  const ids = [...new Set(days.map(({ linkId }) => linkId))];
  const { rows: locked } = await sql<{ id: string }>`
    select id from links where id = any(${ids}::uuid[]) and workspace_id = ${workspaceId} order by id for share`.execute(
    tx,
  );
  const own = new Set(locked.map(({ id }) => id));
  const found = days.filter(({ linkId }) => own.has(linkId));
  await addToWorkspaces(tx, found);
  await mergeWorkspaceSums(tx, workspaceId, [...new Set(found.map(({ day }) => day))]);
}
