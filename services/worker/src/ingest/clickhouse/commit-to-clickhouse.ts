import { type ClickHouse, neverReset } from "@shunt/clickhouse";
import { copyTransaction, type Db, type Pool } from "@shunt/db";
import pLimit from "p-limit";
import type { EmitClickEvents } from "../../webhooks/emit-click-events.ts";
import { toTotals } from "../aggregate/aggregate.ts";
import { addTotals } from "../aggregate/totals-store.ts";
import type { Committed } from "../commit/commit-batches.ts";
import type { PreparedBatch } from "../commit/prepare-batch.ts";
import { claimBatches, findLinks } from "../store/click-store.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { beginParts, endParts, rememberedMs } from "./begun-parts.ts";
import { insertPart } from "./insert-part.ts";

export interface ClickHouseCommitDeps {
  db: Db;
  pool: Pool;
  clickHouse: ClickHouse;
  emitClickEvents: EmitClickEvents;
}

/** A part whose rows are in ClickHouse. */
interface InsertedPart {
  batch: PreparedBatch;
  clicks: readonly StoredClick[];
}

const insertsAtOnce = 4;

/**
 * Writes the clicks of parts to ClickHouse, then their names, totals and webhook events to Postgres in one transaction. A crash at
 * any moment repeats parts that Postgres does not have: `insertPart` adds nothing that ClickHouse has, and the totals are
 * those of the rows that are stored. Duplicates add nothing. Returns the result of each part, in order.
 */
export async function commitToClickHouse(
  deps: ClickHouseCommitDeps,
  batches: readonly PreparedBatch[],
): Promise<PromiseSettledResult<Committed>[]> {
  const { db, clickHouse } = deps;
  // A batch that was delivered twice may appear twice here.
  const given = new Map(batches.map(batch => [batch.name, batch]));
  const assertRecent = createAgeCheck();
  const begun = await beginParts(db, [...given.keys()]);
  const limit = pLimit(insertsAtOnce);
  const inserted = await Promise.allSettled(
    begun.map(part =>
      limit(async (): Promise<InsertedPart> => {
        const batch = given.get(part.name) as PreparedBatch;
        assertRecent();
        return { batch, clicks: await insertPart(clickHouse, batch, part) };
      }),
    ),
  );
  const ready = inserted.flatMap(result => (result.status === "fulfilled" ? result.value : []));
  const written = await recordParts(deps, ready);
  const failures = new Map(
    begun.flatMap(({ name }, i) => {
      const result = inserted[i];
      return result?.status === "rejected" ? [[name, result.reason] as const] : [];
    }),
  );
  return batches.map(batch => {
    if (failures.has(batch.name)) return { status: "rejected", reason: failures.get(batch.name) };
    const clicks = given.get(batch.name) === batch ? written.get(batch.name) : undefined;
    return { status: "fulfilled", value: { isNew: clicks !== undefined, dead: 0, clicks: clicks ?? [] } };
  });
}

/** A process that was frozen must not insert what others may have inserted so long ago that ClickHouse forgot it. */
function createAgeCheck(): () => void {
  const startedAt = performance.now();
  return () => {
    if (performance.now() - startedAt > rememberedMs) throw new Error("the process was frozen while it wrote a batch");
  };
}

/** Thrown to roll back; the statistics of a link were reset after this transaction read it. */
class ResetMeanwhile extends Error {}

/** Returns the counted clicks of the parts that were not recorded before, by name. */
async function recordParts(
  deps: ClickHouseCommitDeps,
  parts: readonly InsertedPart[],
): Promise<ReadonlyMap<string, readonly StoredClick[]>> {
  if (parts.length === 0) return new Map();
  for (;;) {
    try {
      return await copyTransaction(deps.pool, tx => recordIn(tx, deps, parts));
    } catch (err) {
      if (!(err instanceof ResetMeanwhile)) throw err;
    }
  }
}

async function recordIn(tx: Db, { emitClickEvents }: ClickHouseCommitDeps, parts: readonly InsertedPart[]) {
  const names = await claimBatches(
    tx,
    parts.map(({ batch, clicks }) => ({ name: batch.name, clicks })),
  );
  await endParts(
    tx,
    parts.map(({ batch }) => batch.name),
  );
  const fresh = parts.filter(({ batch }) => names.has(batch.name));
  const linkIds = [...new Set(fresh.flatMap(({ clicks }) => clicks.map(({ linkId }) => linkId)))];
  const links = await findLinks(tx, linkIds);
  const isCounted = ({ linkId, since }: StoredClick) => {
    const link = links.get(linkId);
    return link !== undefined && Math.max(neverReset, link.clicksSince) === since;
  };
  const counted = new Map(fresh.map(({ batch, clicks }) => [batch.name, clicks.filter(isCounted)]));
  const clicks = [...counted.values()].flat();
  if (clicks.length === 0) return counted;
  await addTotals(tx, toTotals(clicks));
  // A reset waits for the totals that are locked now, so those of links that were reset before show here.
  const after = await findLinks(tx, linkIds);
  if (linkIds.some(id => links.get(id)?.clicksSince !== after.get(id)?.clicksSince)) throw new ResetMeanwhile();
  await emitClickEvents(tx, clicks);
  return counted;
}
