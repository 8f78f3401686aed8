import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { distributeNewTables } from "./citus/distribute-tables.ts";
import type { Db } from "./create-db.ts";
import { migrationLock } from "./migration-lock.ts";
import { migrations } from "./migrations/index.ts";

/** How long a migration waits for a table lock (ms). Other queries queue behind it, so it is short and retried. */
const lockTimeoutMs = 2_000;
const pauseMs = 250;
const attempts = 120;
/** SQLSTATE deadlock_detected and lock_not_available: running services take precedence. */
const lockConflicts: readonly unknown[] = ["40P01", "55P03"];

/**
 * Runs pending migrations, each in its own transaction. Any number of processes may call it while services use the
 * database. The handle's statement timeout must exceed the migrations of another process. Returns the names of those it
 * ran. On Citus, new tables of clicks are distributed like the others.
 *
 * @throws the Postgres error if a migration fails or finds a table locked for minutes; earlier ones stay applied
 */
export async function migrateToLatest(db: Db): Promise<readonly string[]> {
  const ran: string[] = [];
  for (;;) {
    const name = await retryLockConflicts(() => db.transaction().execute(runNext));
    if (name === undefined) break;
    ran.push(name);
  }
  await retryLockConflicts(() => distributeNewTables(db));
  return ran;
}

async function runNext(tx: Db): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(tx);
  await sql`set local lock_timeout = ${sql.lit(lockTimeoutMs)}`.execute(tx);
  await sql`create table if not exists schema_migrations (
    name text primary key,
    applied_at timestamptz not null default now()
  )`.execute(tx);
  const [next] = await findPending(tx);
  if (!next) return undefined;
  await next.up.execute(tx);
  await sql`insert into schema_migrations (name) values (${next.name})`.execute(tx);
  return next.name;
}

async function retryLockConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (err) {
      if (!lockConflicts.includes((err as { code?: unknown }).code) || attempt === attempts) throw err;
      await sleep(pauseMs);
    }
  }
}

/** Services must not use a schema that they do not know. @throws Error with the pending migrations */
export async function assertMigrated(db: Db): Promise<void> {
  const pending = await findPending(db);
  if (pending.length === 0) return;
  throw new Error(`migrations have not run (run "shunt migrate"): ${pending.map(({ name }) => name).join(", ")}`);
}

/** Names of applied migrations, in order; empty if the database has no schema. */
export async function findApplied(db: Db): Promise<string[]> {
  const { rows: tables } = await sql`select where to_regclass('schema_migrations') is not null`.execute(db);
  if (tables.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from schema_migrations order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Names of all migrations of this version. */
export const knownMigrations: readonly string[] = migrations.map(({ name }) => name);

async function findPending(db: Db) {
  const applied = new Set(await findApplied(db));
  return migrations.filter(({ name }) => !applied.has(name));
}
