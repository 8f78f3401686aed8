import { randomUUID } from "node:crypto";
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
import type { PartRows } from "./begun-groups.ts";
import { type Begun, type BegunPart, beginParts, endParts, type Group, rememberedMs } from "./begun-parts.ts";
import { toIdentified } from "./click-ids.ts";
import { insertGroup } from "./insert-group.ts";
import { insertPart } from "./insert-part.ts";

export interface ClickHouseCommitDeps {
  db: Db;
  pool: Pool;
  clickHouse: ClickHouse;
  emitClickEvents: EmitClickEvents;
  /** Default: `maxSmall`. */
  maxSmall?: number | undefined;
}

/** A part whose rows are in ClickHouse. */
interface InsertedPart {
  batch: PreparedBatch;
  clicks: readonly StoredClick[];
}

const insertsAtOnce = 4;
/** Clicks and other hits of a small part. Larger ones are worth an insert of their own, and too long to keep in Postgres. */
const maxSmall = 200;
/** Of all small parts that are inserted together. */
const maxTogether = 2_000;

/**
 * Writes the clicks of parts to ClickHouse, then their names, totals and webhook events to Postgres in one transaction. A crash at
 * any moment repeats parts that Postgres does not have: an insert adds nothing that ClickHouse has, and the totals are
 * those of the rows that are stored. Duplicates add nothing. Returns the result of each part, in order.
 */
export async function commitToClickHouse(
  deps: ClickHouseCommitDeps,
  batches: readonly PreparedBatch[],
): Promise<PromiseSettledResult<Committed>[]> {
  // A batch that was delivered twice may appear twice here.
  const given = new Map(batches.map(batch => [batch.name, batch]));
  const assertRecent = createAgeCheck();
  const small = chooseSmall([...given.values()], deps.maxSmall ?? maxSmall);
  const begun = await beginParts(deps.db, [...given.keys()], { small, token: `group/${randomUUID()}` });
  const inserts = planInserts(deps.clickHouse, begun, given);
  const limit = pLimit(insertsAtOnce);
  const results = await Promise.allSettled(
    inserts.map(({ run }) =>
      limit(async () => {
        assertRecent();
        return run();
      }),
    ),
  );
  const ready = results.flatMap(result => (result.status === "fulfilled" ? result.value : []));
  const written = await recordParts(deps, ready);
  const failures = new Map(
    inserts.flatMap(({ names }, i) => {
      const result = results[i];
      return result?.status === "rejected" ? names.map(name => [name, result.reason] as const) : [];
    }),
  );
  return batches.map(batch => {
    if (failures.has(batch.name)) return { status: "rejected", reason: failures.get(batch.name) };
    const clicks = given.get(batch.name) === batch ? written.get(batch.name) : undefined;
    return { status: "fulfilled", value: { isNew: clicks !== undefined, dead: 0, clicks: clicks ?? [] } };
  });
}

/** Chooses parts to insert together, with their rows. */
function chooseSmall(batches: readonly PreparedBatch[], most: number): Group {
  const chosen = new Map<string, PartRows>();
  let room = maxTogether;
  for (const batch of batches) {
    const size = batch.clicks.length + batch.orphanHits.length;
    if (size > most || size > room) continue;
    room -= size;
    chosen.set(batch.name, { clicks: toIdentified(batch), orphanHits: batch.orphanHits });
  }
  return chosen;
}

interface Insert {
  names: readonly string[];
  run: () => Promise<InsertedPart[]>;
}

/** One insert for each group, and one for each other part. */
function planInserts(
  clickHouse: ClickHouse,
  { parts, groups }: Begun,
  given: ReadonlyMap<string, PreparedBatch>,
): Insert[] {
  const batchOf = ({ name }: BegunPart) => given.get(name) as PreparedBatch;
  return [...Map.groupBy(parts, ({ name, token }) => token ?? name)].map(([token, own]) => ({
    names: own.map(({ name }) => name),
    async run() {
      const [first] = own as [BegunPart, ...BegunPart[]];
      if (first.token === null)
        return [{ batch: batchOf(first), clicks: await insertPart(clickHouse, batchOf(first), first) }];
      const group = groups.get(token);
      if (!group) throw new Error(`${token} has no rows`);
      await insertGroup(clickHouse, token, [...group.values()], first.isOld);
      return own.map(part => ({ batch: batchOf(part), clicks: (group.get(part.name) as PartRows).clicks }));
    },
  }));
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
    parts.flatMap(({ batch }) => [batch.name, ...(batch.empty ?? [])]),
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
