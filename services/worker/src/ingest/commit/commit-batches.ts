import { type Copy, copyTransaction, type Db, findFirstDay, type Pool } from "@shunt/db";
import { sql } from "kysely";
import type { EmitClickEvents } from "../../webhooks/emit-click-events.ts";
import { type Aggregates, aggregate, toTotals } from "../aggregate/aggregate.ts";
import { addAggregates } from "../aggregate/aggregate-store.ts";
import { boundValues } from "../aggregate/bound-values.ts";
import { addDestinations, isLongDestination, toDestinationHash } from "../aggregate/destination-store.ts";
import { addTotals, takeBackPeople } from "../aggregate/totals-store.ts";
import { insertDeadClick } from "../dead/dead-clicks.ts";
import { isPoison } from "../dead/is-poison.ts";
import type { FindPartIds } from "../slim/click-dictionary.ts";
import { copySlimClicks } from "../slim/copy-slim-clicks.ts";
import { type CountWide, splitByForm } from "../slim/split-by-form.ts";
import { claimBatches } from "../store/click-store.ts";
import { copyClicks } from "../store/copy-clicks.ts";
import { addOrphanHits } from "../store/orphan-hits.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { addVisitors, type Visits } from "../visitors/visitor-store.ts";
import type { PreparedBatch } from "./prepare-batch.ts";

export interface CommitDeps {
  pool: Pool;
  findPartIds: FindPartIds;
  countWide: CountWide;
  emitClickEvents: EmitClickEvents;
}

export interface Committed {
  /** False for a duplicate batch. */
  isNew: boolean;
  /** Clicks moved to `dead_clicks`. */
  dead: number;
  /** The clicks as written; empty for a duplicate batch. */
  clicks: readonly StoredClick[];
}

/**
 * Writes several batches in one transaction; duplicates add nothing. If Postgres refuses data or takes too long, each
 * batch gets its own transaction, and refused clicks are moved to `dead_clicks`. Returns the result of each batch, in
 * order.
 */
export async function commitBatches(
  deps: CommitDeps,
  batches: readonly PreparedBatch[],
): Promise<PromiseSettledResult<Committed>[]> {
  try {
    const written = await commitTogether(deps, batches);
    return batches.map(batch => {
      const clicks = written.get(batch);
      return { status: "fulfilled", value: { isNew: clicks !== undefined, dead: 0, clicks: clicks ?? [] } };
    });
  } catch (err) {
    if (!isPoison(err) && !isTimeout(err)) return batches.map(() => ({ status: "rejected", reason: err }));
  }
  const results: PromiseSettledResult<Committed>[] = [];
  for (const batch of batches) results.push(...(await Promise.allSettled([commitWithDeadClicks(deps, batch)])));
  return results;
}

/** SQLSTATE query_canceled, by `statement_timeout`. */
function isTimeout(err: unknown): boolean {
  return (err as { code?: unknown } | undefined)?.code === "57014";
}

async function commitTogether(
  deps: CommitDeps,
  batches: readonly PreparedBatch[],
): Promise<ReadonlyMap<PreparedBatch, readonly StoredClick[]>> {
  return copyTransaction(deps.pool, async (tx, copy) => {
    const names = await claimBatches(tx, batches);
    // A batch that was delivered twice may appear twice here.
    const fresh = [
      ...new Map(batches.filter(({ name }) => names.has(name)).map(batch => [batch.name, batch])).values(),
    ];
    const clicks = await writeClicks(
      { tx, copy, ...deps },
      fresh.flatMap(batch => batch.clicks),
    );
    await addOrphanHits(
      tx,
      fresh.flatMap(batch => batch.orphanHits),
    );
    let end = 0;
    return new Map(
      fresh.map(batch => {
        end += batch.clicks.length;
        return [batch, clicks.slice(end - batch.clicks.length, end)];
      }),
    );
  });
}

export interface ClickTransaction extends Pick<CommitDeps, "emitClickEvents" | "findPartIds" | "countWide"> {
  tx: Db;
  copy: Copy;
}

/** Returns the clicks as written, in the same order: other clicks may make them suspect or their values coarser. */
export async function writeClicks(
  { emitClickEvents, ...to }: ClickTransaction,
  clicks: readonly StoredClick[],
): Promise<readonly StoredClick[]> {
  if (clicks.length === 0) return clicks;
  const { tx, copy } = to;
  const totals = toTotals(clicks);
  const busy = await addTotals(tx, totals);
  const visits = await addVisitors(tx, clicks, busy);
  if (visits.suspects.length > 0) await takeBackPeople(tx, totals, toTotals(visits.suspects));
  const { bounded, aggregates } = await aggregateBounded(tx, visits, busy);
  await storeClicks(to, bounded);
  await addAggregates({ tx, copy }, aggregates, busy);
  await emitClickEvents(tx, bounded.clicks);
  return bounded.clicks;
}

/** Stores single clicks. Callers must hold the links' locks. */
export async function storeClicks(
  { tx, copy, ...forms }: Omit<ClickTransaction, "emitClickEvents">,
  { clicks, first: firstVisits }: Pick<Visits, "clicks" | "first">,
): Promise<void> {
  const { slim, partIds, wide, first } = await splitByForm(
    forms,
    clicks,
    firstVisits,
    await findFirstDay(tx, "slim-clicks"),
  );
  const long = wide.filter(({ destination }) => isLongDestination(destination));
  await addDestinations(tx, [
    ...long.map(click => ({ click, hash: toDestinationHash(click.destination) })),
    ...slim.map(({ click, destination }) => ({ click, hash: destination.hex })),
  ]);
  if (wide.length > 0) await copyClicks(copy, wide, first);
  if (slim.length > 0) await copySlimClicks(copy, slim, partIds, first);
}

async function aggregateBounded(
  tx: Db,
  visits: Visits,
  busy: ReadonlySet<string>,
): Promise<{ bounded: Visits; aggregates: Aggregates }> {
  const aggregates = aggregate(visits.clicks, visits.first);
  const clicks = await boundValues(tx, visits.clicks, aggregates.dimensions, busy);
  if (clicks === visits.clicks) return { bounded: visits, aggregates };
  const first = new Set(clicks.filter((_, i) => visits.first.has(visits.clicks[i] as StoredClick)));
  return { bounded: { ...visits, clicks, first }, aggregates: aggregate(clicks, first) };
}

async function commitWithDeadClicks(deps: CommitDeps, batch: PreparedBatch): Promise<Committed> {
  return copyTransaction(deps.pool, async (tx, copy) => {
    const names = await claimBatches(tx, [batch]);
    if (!names.has(batch.name)) return { isNew: false, dead: 0, clicks: [] };
    await addOrphanHits(tx, batch.orphanHits);
    const clicks = await writeOrRecordDead({ tx, copy, ...deps }, batch.name, batch.clicks);
    return { isNew: true, dead: batch.clicks.length - clicks.length, clicks };
  });
}

/**
 * Splits refused clicks in halves down to single ones, and moves those to `dead_clicks`. Returns the written clicks.
 */
async function writeOrRecordDead(
  to: ClickTransaction,
  name: string,
  clicks: readonly StoredClick[],
): Promise<readonly StoredClick[]> {
  const outcome = await tryWrite(to, clicks);
  if (!(outcome instanceof Error)) return outcome;
  const [click] = clicks;
  if (click !== undefined && clicks.length === 1) {
    await insertDeadClick(to.tx, name, click, outcome.message);
    return [];
  }
  const middle = Math.ceil(clicks.length / 2);
  const written = await writeOrRecordDead(to, name, clicks.slice(0, middle));
  return written.concat(await writeOrRecordDead(to, name, clicks.slice(middle)));
}

/** Returns the error if Postgres refuses the clicks; then none of them is written. */
async function tryWrite(to: ClickTransaction, clicks: readonly StoredClick[]): Promise<readonly StoredClick[] | Error> {
  const { tx } = to;
  await sql`savepoint clicks`.execute(tx);
  try {
    const written = await writeClicks(to, clicks);
    await sql`release savepoint clicks`.execute(tx);
    return written;
  } catch (err) {
    if (!isPoison(err)) throw err;
    await sql`rollback to savepoint clicks`.execute(tx);
    return err as Error;
  }
}
