import { type ClickPart, clickParts, type Db, retryDeadlocks } from "@shunt/db";
import { sql } from "kysely";
import { toBytesArray, toPlainArray, toTextArray } from "../store/array-literal.ts";

export interface PartRow {
  /** In hexadecimal. */
  hash: string;
  /** In the order of the part's columns. */
  values: readonly (string | null)[];
}

/** Ids by hash. */
type Ids = Map<string, number>;

interface FoundRow {
  id: number;
  hash: string;
}

/** Finds rows by their hashes, and records that they are used on a UTC day, so that they are kept. */
export async function findParts(db: Db, part: ClickPart, hashes: readonly string[], day: string): Promise<Ids> {
  const table = sql.table(clickParts[part].table);
  const { rows: found } = await sql<FoundRow & { isUsed: boolean }>`
    select id, encode(hash, 'hex') as hash, used_on >= ${day}::date as "isUsed" from ${table}
    where hash = any(${toBytesArray(hashes)}::bytea[])`.execute(db);
  const used = found.filter(({ isUsed }) => isUsed);
  if (used.length === found.length) return toIds(found);
  const unused = found.filter(({ isUsed }) => !isUsed).map(({ id }) => id);
  // Rows that upkeep deletes at this moment are left out.
  const keep = sql<FoundRow>`
    update ${table} set used_on = ${day}::date where id = any(${toPlainArray(unused)}::int[])
    returning id, encode(hash, 'hex') as hash`;
  // At midnight every worker keeps the same rows, in the order of its plan.
  const { rows: kept } = await retryDeadlocks(() => keep.execute(db));
  return toIds([...used, ...kept]);
}

/** Inserts rows. Returns the ids of those that another worker has not inserted meanwhile. */
export async function insertParts(db: Db, part: ClickPart, unsorted: readonly PartRow[], day: string): Promise<Ids> {
  const { table, columns } = clickParts[part];
  // In the same order in each worker, so that they do not deadlock.
  const rows = unsorted.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  // A statement of its own: on Citus, rows for each node cannot call a sequence.
  const { rows: drawn } = await sql<{ id: number }>`
    select nextval('click_part_ids') as id from generate_series(1, ${rows.length}::int)`.execute(db);
  const values = columns.map((_, i) => sql`${toTextArray(rows.map(row => row.values[i] ?? null))}::text[]`);
  const names = columns.map(column => sql.ref(column));
  const { rows: inserted } = await sql<FoundRow>`
    insert into ${sql.table(table)} (id, hash, used_on, ${sql.join(names)})
    select id, hash, ${day}::date, ${sql.join(names)} from unnest(
      ${toPlainArray(drawn.map(({ id }) => id))}::int[], ${toBytesArray(rows.map(row => row.hash))}::bytea[],
      ${sql.join(values)}
    ) as added (id, hash, ${sql.join(names)})
    on conflict do nothing
    returning id, encode(hash, 'hex') as hash`.execute(db);
  return toIds(inserted);
}

function toIds(rows: readonly FoundRow[]): Ids {
  return new Map(rows.map(({ id, hash }) => [hash, id]));
}
