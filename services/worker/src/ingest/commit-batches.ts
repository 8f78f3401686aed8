import { type Copy, copyTransaction, type Db, type Pool } from "@shunt/db";
import { sql } from "kysely";
import type { TellOfClicks } from "../webhooks/tell-of-clicks.ts";
import { aggregate } from "./aggregate.ts";
import { addAggregates } from "./aggregate-store.ts";
import { addVisitors, claimBatches } from "./click-store.ts";
import { copyClicks } from "./copy-clicks.ts";
import { insertDeadClick } from "./dead-clicks.ts";
import { isPoison } from "./is-poison.ts";
import { addOrphanHits } from "./orphan-hits.ts";
import type { PreparedBatch } from "./prepare-batch.ts";
import type { StoredClick } from "./stored-click.ts";

export interface CommitDeps {
  pool: Pool;
  /** Notes clicks for the webhooks, in the transaction that writes them. */
  tellOfClicks: TellOfClicks;
}

export interface Committed {
  /** False when the batch had been ingested before, so that nothing was written. */
  isNew: boolean;
  /** Clicks that Postgres refused, and that were set aside. */
  dead: number;
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
    const fresh = await commitTogether(deps, batches);
    return batches.map(batch => ({ status: "fulfilled", value: { isNew: fresh.has(batch), dead: 0 } }));
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

async function commitTogether(
  deps: CommitDeps,
  batches: readonly PreparedBatch[],
): Promise<ReadonlySet<PreparedBatch>> {
  return copyTransaction(deps.pool, async (tx, copy) => {
    const names = await claimBatches(tx, batches);
    // Delivered twice at once, a name stands here twice.
    const fresh = new Map(batches.filter(({ name }) => names.has(name)).map(batch => [batch.name, batch]));
    await writeClicks(
      { tx, copy, ...deps },
      [...fresh.values()].flatMap(batch => batch.clicks),
    );
    await addOrphanHits(
      tx,
      [...fresh.values()].flatMap(batch => batch.orphanHits),
    );
    return new Set(fresh.values());
  });
}

/** A transaction in which clicks are written. */
export interface ClickTransaction extends Pick<CommitDeps, "tellOfClicks"> {
  tx: Db;
  copy: Copy;
}

/** Writes clicks, what they add to the aggregates, and what the webhooks are told of them. */
export async function writeClicks(
  { tx, copy, tellOfClicks }: ClickTransaction,
  clicks: readonly StoredClick[],
): Promise<void> {
  if (clicks.length === 0) return;
  const firstVisits = await addVisitors(tx, clicks);
  await copyClicks(copy, clicks, firstVisits);
  await addAggregates(tx, aggregate(clicks, firstVisits));
  await tellOfClicks(tx, clicks);
}

async function commitSettingAside(deps: CommitDeps, batch: PreparedBatch): Promise<Committed> {
  return copyTransaction(deps.pool, async (tx, copy) => {
    const names = await claimBatches(tx, [batch]);
    if (!names.has(batch.name)) return { isNew: false, dead: 0 };
    await addOrphanHits(tx, batch.orphanHits);
    return { isNew: true, dead: await writeOrSetAside({ tx, copy, ...deps }, batch.name, batch.clicks) };
  });
}

/** Halves what is refused until single clicks are left, and sets those aside. Returns how many. */
async function writeOrSetAside(to: ClickTransaction, name: string, clicks: readonly StoredClick[]): Promise<number> {
  const refusal = await tryWrite(to, clicks);
  if (refusal === undefined) return 0;
  const [click] = clicks;
  if (click !== undefined && clicks.length === 1) {
    await insertDeadClick(to.tx, name, click, refusal.message);
    return 1;
  }
  const middle = Math.ceil(clicks.length / 2);
  return (
    (await writeOrSetAside(to, name, clicks.slice(0, middle))) + (await writeOrSetAside(to, name, clicks.slice(middle)))
  );
}

/** Returns the error when Postgres refuses the clicks; then nothing of them is written. */
async function tryWrite(to: ClickTransaction, clicks: readonly StoredClick[]): Promise<Error | undefined> {
  const { tx } = to;
  await sql`savepoint clicks`.execute(tx);
  try {
    await writeClicks(to, clicks);
    await sql`release savepoint clicks`.execute(tx);
    return undefined;
  } catch (err) {
    if (!isPoison(err)) throw err;
    await sql`rollback to savepoint clicks`.execute(tx);
    return err as Error;
  }
}
