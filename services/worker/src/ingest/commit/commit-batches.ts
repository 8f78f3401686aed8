import { type Copy, copyTransaction, type Db, type Pool } from "@shunt/db";
import { sql } from "kysely";
import type { EmitClickEvents } from "../../webhooks/emit-click-events.ts";
import { type Aggregates, aggregate, toTotals } from "../aggregate/aggregate.ts";
import { addAggregates } from "../aggregate/aggregate-store.ts";
import { boundValues } from "../aggregate/bound-values.ts";
import { addDestinations } from "../aggregate/destination-store.ts";
import { addTotals, takeBackPeople } from "../aggregate/totals-store.ts";
import { insertDeadClick } from "../dead/dead-clicks.ts";
import { isPoison } from "../dead/is-poison.ts";
import { claimBatches } from "../store/click-store.ts";
import { copyClicks } from "../store/copy-clicks.ts";
import { addOrphanHits } from "../store/orphan-hits.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { addVisitors, type Visits } from "../visitors/visitor-store.ts";
import type { PreparedBatch } from "./prepare-batch.ts";

export interface CommitDeps {
  pool: Pool;
  /** Notes clicks for the webhooks, in the transaction that writes them. */
  emitClickEvents: EmitClickEvents;
}

export interface Committed {
  /** False when the batch had been ingested before, so that nothing was written. */
  isNew: boolean;
  /** Clicks that Postgres refused, and that were set aside. */
  dead: number;
  /** The others, as they are written; none of a batch that is not new. */
  clicks: readonly StoredClick[];
}

/**
 * Writes several batches in one transaction: their names, their clicks and what they add to the aggregates. A batch whose
 * name is there already adds nothing. Where Postgres refuses data, or it takes too long, each batch gets a transaction of
 * its own, and clicks that are refused are set aside among the dead ones. Tells of each batch, in order, what became of it.
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
    if (!isPoison(err) && !tookTooLong(err)) return batches.map(() => ({ status: "rejected", reason: err }));
  }
  const results: PromiseSettledResult<Committed>[] = [];
  for (const batch of batches) results.push(...(await Promise.allSettled([commitSettingAside(deps, batch)])));
  return results;
}

/** SQLSTATE query_canceled, by `statement_timeout`. */
function tookTooLong(err: unknown): boolean {
  return (err as { code?: unknown } | undefined)?.code === "57014";
}

/** Returns the clicks of each batch that is new, as they are written. */
async function commitTogether(
  deps: CommitDeps,
  batches: readonly PreparedBatch[],
): Promise<ReadonlyMap<PreparedBatch, readonly StoredClick[]>> {
  return copyTransaction(deps.pool, async (tx, copy) => {
    const names = await claimBatches(tx, batches);
    // Delivered twice at once, a name stands here twice.
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

/** A transaction in which clicks are written. */
export interface ClickTransaction extends Pick<CommitDeps, "emitClickEvents"> {
  tx: Db;
  copy: Copy;
}

/**
 * Writes clicks, what they add to the aggregates, and what the webhooks are told of them. Returns them as they are written,
 * in the same order: what other clicks say of them may make them suspect, or their values too many.
 */
export async function writeClicks(
  { tx, copy, emitClickEvents }: ClickTransaction,
  clicks: readonly StoredClick[],
): Promise<readonly StoredClick[]> {
  if (clicks.length === 0) return clicks;
  const totals = toTotals(clicks);
  const busy = await addTotals(tx, totals);
  const visits = await addVisitors(tx, clicks, busy);
  if (visits.suspects.length > 0) await takeBackPeople(tx, totals, toTotals(visits.suspects));
  const { bounded, aggregates } = await aggregateBounded(tx, visits, busy);
  await addDestinations(tx, bounded.clicks);
  await copyClicks(copy, bounded.clicks, bounded.first);
  await addAggregates(tx, aggregates, busy);
  await emitClickEvents(tx, bounded.clicks);
  return bounded.clicks;
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

async function commitSettingAside(deps: CommitDeps, batch: PreparedBatch): Promise<Committed> {
  return copyTransaction(deps.pool, async (tx, copy) => {
    const names = await claimBatches(tx, [batch]);
    if (!names.has(batch.name)) return { isNew: false, dead: 0, clicks: [] };
    await addOrphanHits(tx, batch.orphanHits);
    const clicks = await writeOrSetAside({ tx, copy, ...deps }, batch.name, batch.clicks);
    return { isNew: true, dead: batch.clicks.length - clicks.length, clicks };
  });
}

/** Halves what is refused until single clicks are left, and sets those aside. Returns the others as they are written. */
async function writeOrSetAside(
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
  const written = await writeOrSetAside(to, name, clicks.slice(0, middle));
  return written.concat(await writeOrSetAside(to, name, clicks.slice(middle)));
}

/** Returns the error when Postgres refuses the clicks; then nothing of them is written. */
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
