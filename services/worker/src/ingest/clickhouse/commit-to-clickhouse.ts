import { randomUUID } from "node:crypto";
import { type ClickHouse, neverReset } from "@shunt/clickhouse";
import { copyTransaction, type Db, type Pool } from "@shunt/db";
import pLimit from "p-limit";
import type { EmitClickEvents } from "../../webhooks/emit-click-events.ts";
import { toTotals } from "../aggregate/aggregate.ts";
import { addTotals } from "../aggregate/totals-store.ts";
import type { Committed } from "../commit/commit-batches.ts";
import type { PreparedBatch } from "../commit/prepare-batch.ts";
import { claimBatches, findLinks, hasReset } from "../store/click-store.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { type Begun, type BegunPart, beginParts, endParts, rememberedMs } from "./begun-parts.ts";
import { identify } from "./click-ids.ts";
import { type GroupRows, readParts } from "./group-rows.ts";
import { insertGroup } from "./insert-group.ts";
import { insertPart } from "./insert-part.ts";

export interface ClickHouseCommitDeps {
  db: Db;
  pool: Pool;
  clickHouse: ClickHouse;
  emitClickEvents: EmitClickEvents;
  /** Inserts parts together that are given together (default true). */
  together?: boolean | undefined;
}

/** A part whose rows are in ClickHouse. */
interface InsertedPart {
  batch: PreparedBatch;
  clicks: readonly StoredClick[];
}

const insertsAtOnce = 4;

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
  for (const batch of given.values()) identify(batch);
  const assertRecent = createAgeCheck();
  // A single part needs none of the rows in Postgres that a group has.
  const together = given.size > 1 && (deps.together ?? true) ? [...given.values()] : [];
  const begun = await beginParts(deps.db, [...given.keys()], { together, token: `group/${randomUUID()}` });
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
  return [...Map.groupBy(parts, ({ name, token }) => token ?? name)].map(([token, own]) => ({
    names: own.map(({ name }) => name),
    run: () => {
      const batches = own.map(({ name }) => given.get(name) as PreparedBatch);
      const [first] = own as [BegunPart, ...BegunPart[]];
      if (first.token === null) return insertAlone(clickHouse, batches[0] as PreparedBatch, first);
      return insertTogether(clickHouse, batches, first, groups.get(token));
    },
  }));
}

async function insertAlone(clickHouse: ClickHouse, batch: PreparedBatch, begun: BegunPart): Promise<InsertedPart[]> {
  return [{ batch, clicks: await insertPart(clickHouse, batch, begun) }];
}

/** @param begun one of the parts: all are of one try */
async function insertTogether(
  clickHouse: ClickHouse,
  batches: readonly PreparedBatch[],
  { token, isFirstTry, isOld }: BegunPart,
  unpack: (() => Promise<GroupRows>) | undefined,
): Promise<InsertedPart[]> {
  if (token === null || !unpack) throw new Error(`${token} has no rows`);
  const rows = await unpack();
  await insertGroup(clickHouse, token, rows, isOld);
  if (isFirstTry) return batches.map(batch => ({ batch, clicks: batch.clicks }));
  const stored = readParts(rows, batches);
  return batches.map(batch => ({ batch, clicks: stored.get(batch.name) ?? [] }));
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
  const linkIds = new Set<string>();
  for (const part of fresh) for (const { linkId } of part.clicks) linkIds.add(linkId);
  const links = await findLinks(tx, [...linkIds]);
  const isCounted = ({ linkId, since }: StoredClick) => {
    const link = links.get(linkId);
    return link !== undefined && Math.max(neverReset, link.clicksSince) === since;
  };
  const counted = new Map(fresh.map(({ batch, clicks }) => [batch.name, clicks.filter(isCounted)]));
  const clicks = [...counted.values()].flat();
  if (clicks.length === 0) return counted;
  await addTotals(tx, toTotals(clicks));
  // A reset waits for the totals that are locked now, so those of links that were reset before show here.
  if (await hasReset(tx, links)) throw new ResetMeanwhile();
  await emitClickEvents(tx, clicks);
  return counted;
}
