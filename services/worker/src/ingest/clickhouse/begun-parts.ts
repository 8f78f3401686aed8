import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toTextArray } from "../store/array-literal.ts";

export interface BegunPart {
  name: string;
  /** No earlier try began it, so ClickHouse has nothing of it. */
  isFirstTry: boolean;
  /** Milliseconds since the epoch. */
  begunAt: number;
  /** ClickHouse may have forgotten its inserts. */
  isOld: boolean;
}

/** Within this time, fewer parts are inserted than a table of ClickHouse remembers (ms). */
export const rememberedMs = 600_000;
/** A fifth of the inserts that a table of ClickHouse remembers: a part counts once for each partition that has clicks of it. */
const rememberedParts = 20_000;
/** Less than the time for which Postgres keeps the names of recorded parts. */
const countedDays = 1;

/**
 * Records that parts are begun, before anything of them is inserted into ClickHouse. Leaves out the ones that are ingested.
 */
export async function beginParts(db: Db, names: readonly string[]): Promise<BegunPart[]> {
  const { rows } = await sql<BegunPart>`
    with open as (
      select name from unnest(${toTextArray(names.toSorted())}::text[]) as given (name)
      where not exists (select from ingested_batches where ingested_batches.name = given.name)
    ), begun as (
      insert into begun_parts (name) select name from open on conflict do nothing returning name, begun_at
    )
    select open.name, begun.name is not null as "isFirstTry",
      (extract(epoch from coalesce(begun.begun_at, earlier.begun_at, now())) * 1000)::bigint as "begunAt",
      coalesce(earlier.begun_at < now() - make_interval(secs => ${sql.lit(rememberedMs / 1_000)}) and (
        earlier.begun_at < now() - make_interval(days => ${sql.lit(countedDays)}) or (
          select count(*) from (
            select from ingested_batches where ingested_at >= earlier.begun_at limit ${sql.lit(rememberedParts + 1)}
          ) as recorded
        ) > ${sql.lit(rememberedParts)}
      ), false) as "isOld"
    from open left join begun using (name) left join begun_parts as earlier using (name)`.execute(db);
  return rows;
}

/** Call it in the transaction that records the parts as ingested. */
export async function endParts(tx: Db, names: readonly string[]): Promise<void> {
  await sql`delete from begun_parts where name = any(${toTextArray(names)}::text[])`.execute(tx);
}
