import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** The keys that hash visitors, and the hashes, are destroyed after two days. A backup must not keep them longer. */
const excludedTables = ["schema_migrations", "visitor_keys", "daily_visitors"];

/** The schemas of Shunt. Names of tables outside the current schema carry their schema as a prefix. */
const inOurSchemas = sql`relnamespace in (current_schema()::regnamespace, to_regnamespace('social'))`;
const tableName = sql`case when relnamespace = current_schema()::regnamespace then '' else nspname || '.' end || relname`;

export interface Table {
  name: string;
  columns: string[];
}

/** Lists the tables that a backup contains. Partitions belong to their table. */
export async function findTables(db: Db): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select (${tableName}) collate "C" as name, array_agg(attname::text order by attnum) as columns
    from pg_class
      join pg_namespace on pg_namespace.oid = relnamespace
      join pg_attribute on attrelid = pg_class.oid
    where ${inOurSchemas} and relkind in ('r', 'p') and not relispartition
      and attnum > 0 and not attisdropped and attgenerated = ''
      and relname <> all(${excludedTables}::text[])
    group by relnamespace, nspname, relname order by 1`.execute(db);
  return rows;
}

/** Returns the last value of each sequence. Sequences ignore snapshots, so the values are never behind the rows of one. */
export async function findSequences(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; value: number }>`
    select sequencename::text as name, last_value as value from pg_sequences
    where schemaname = current_schema() and last_value is not null`.execute(db);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Makes the sequence continue after `value`. */
export async function setSequence(db: Db, name: string, value: number): Promise<void> {
  await sql`select setval(${`"${name}"`}::regclass, ${value})`.execute(db);
}

export async function countRows(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

export async function findForeignKeys(db: Db): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select ${tableName} as table, conname::text as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint
      join pg_class on pg_class.oid = conrelid
      join pg_namespace on pg_namespace.oid = relnamespace
    where contype = 'f' and conparentid = 0 and ${inOurSchemas}`.execute(db);
  return rows;
}

export async function dropForeignKey(db: Db, { table, name }: ForeignKey): Promise<void> {
  await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(db);
}

/** @throws Error when rows violate the key */
export async function addForeignKey(db: Db, { table, name, definition }: ForeignKey): Promise<void> {
  await sql`alter table ${sql.table(table)} add constraint ${sql.id(name)} ${sql.raw(definition)}`.execute(db);
}

/** Lists the tables with triggers of their own, other than those of foreign keys. */
export async function findTablesWithTriggers(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct ${tableName} as name
    from pg_trigger
      join pg_class on pg_class.oid = tgrelid
      join pg_namespace on pg_namespace.oid = relnamespace
    where not tgisinternal and ${inOurSchemas}`.execute(db);
  return rows.map(({ name }) => name);
}

export async function setTriggers(db: Db, table: string, state: "enabled" | "disabled"): Promise<void> {
  const verb = { enabled: sql`enable`, disabled: sql`disable` }[state];
  await sql`alter table ${sql.table(table)} ${verb} trigger user`.execute(db);
}

/** Makes the text format of COPY independent of the server's settings, until the transaction ends. */
export async function fixFormats(db: Db): Promise<void> {
  await sql`
    select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
      set_config('intervalstyle', 'postgres', true), set_config('extra_float_digits', '3', true),
      set_config('bytea_output', 'hex', true)`.execute(db);
}
