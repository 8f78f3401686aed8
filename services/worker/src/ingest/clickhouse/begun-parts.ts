import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toTextArray } from "../store/array-literal.ts";
import { findGroups, keepGroup } from "./begun-groups.ts";
import { type GroupPart, type GroupRows, toGroupRows } from "./group-rows.ts";

export interface BegunPart {
  name: string;
  /** No earlier try began it, so ClickHouse has nothing of it. */
  isFirstTry: boolean;
  /** Milliseconds since the epoch. */
  begunAt: number;
  /** ClickHouse may have forgotten its inserts. */
  isOld: boolean;
  /** Name of the insert of its group; null: it has an insert of its own. */
  token: string | null;
}

export interface Begun {
  parts: readonly BegunPart[];
  /** Return the rows of the groups of these parts, by token. */
  groups: ReadonlyMap<string, () => Promise<GroupRows>>;
}

/** Within this time, fewer parts are inserted than a table of ClickHouse remembers (ms). */
export const rememberedMs = 600_000;
/** A fifth of the inserts that a table of ClickHouse remembers: a part counts once for each partition that has clicks of it. */
const rememberedParts = 20_000;
/** Less than the time for which Postgres keeps the names of recorded parts. */
const countedDays = 1;

/**
 * Records that parts are begun, before anything of them is inserted into ClickHouse. Leaves out the ones that are ingested.
 *
 * @param together the parts that are inserted together, under `token`, if no earlier try began them
 */
export async function beginParts(
  db: Db,
  names: readonly string[],
  { together, token }: { together: readonly GroupPart[]; token: string },
): Promise<Begun> {
  return db.transaction().execute(async tx => {
    const grouped = new Set(together.map(({ name }) => name));
    const fresh = await insertNew(tx, names, { grouped, token });
    const group = together.filter(({ name }) => fresh.has(name));
    const rows = toGroupRows(group);
    if (group.length > 0) await keepGroup(tx, token, rows);
    const parts = await findParts(tx, names, fresh);
    const earlier = parts.flatMap(part => (part.isFirstTry || part.token === null ? [] : part.token));
    const groups = await findGroups(tx, earlier);
    return { parts, groups: groups.set(token, async () => rows) };
  });
}

/** Returns the names of the parts that no earlier try began. */
async function insertNew(
  tx: Db,
  names: readonly string[],
  { grouped, token }: { grouped: ReadonlySet<string>; token: string },
): Promise<ReadonlySet<string>> {
  const sorted = names.toSorted();
  const { rows } = await sql<{ name: string }>`
    insert into begun_parts (name, token)
    select name, token from unnest(
      ${toTextArray(sorted)}::text[], ${toTextArray(sorted.map(name => (grouped.has(name) ? token : null)))}::text[]
    ) as given (name, token)
    where not exists (select from ingested_batches where ingested_batches.name = given.name)
    on conflict do nothing returning name`.execute(tx);
  // Another worker may have recorded a part while this insert waited for it.
  const { rows: recorded } = await sql<{ name: string }>`
    delete from begun_parts where name = any(${toTextArray(rows.map(({ name }) => name))}::text[])
    and exists (select from ingested_batches where ingested_batches.name = begun_parts.name)
    returning name`.execute(tx);
  const late = new Set(recorded.map(({ name }) => name));
  return new Set(rows.flatMap(({ name }) => (late.has(name) ? [] : name)));
}

async function findParts(tx: Db, names: readonly string[], fresh: ReadonlySet<string>): Promise<BegunPart[]> {
  const { rows } = await sql<Omit<BegunPart, "isFirstTry">>`
    select name, token, (extract(epoch from begun_at) * 1000)::bigint as "begunAt",
      begun_at < now() - make_interval(secs => ${sql.lit(rememberedMs / 1_000)}) and (
        begun_at < now() - make_interval(days => ${sql.lit(countedDays)}) or (
          select count(*) from (
            select from ingested_batches where ingested_at >= begun_at limit ${sql.lit(rememberedParts + 1)}
          ) as recorded
        ) > ${sql.lit(rememberedParts)}
      ) as "isOld"
    from begun_parts where name = any(${toTextArray(names)}::text[])`.execute(tx);
  return rows.map(row => ({ ...row, isFirstTry: fresh.has(row.name) }));
}

/** Call it in the transaction that records the parts as ingested. */
export async function endParts(tx: Db, names: readonly string[]): Promise<void> {
  await sql`
    with ended as (delete from begun_parts where name = any(${toTextArray(names)}::text[]) returning name, token)
    delete from begun_groups where token in (select token from ended) and not exists (
      select from begun_parts where begun_parts.token = begun_groups.token and name not in (select name from ended)
    )`.execute(tx);
}
