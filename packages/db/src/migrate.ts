import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "./create-db.ts";
import { migrations } from "./migrations/index.ts";

/** Any constant will do, as long as every version of Shunt takes the same advisory lock. */
const migrationLock = 7_482_001;

/**
 * How long a migration waits for a table (ms). Everything that asks for the table meanwhile waits behind it, so it is short, and
 * the migration is tried again.
 */
const lockTimeoutMs = 2_000;
const pauseMs = 250;
const attempts = 120;
/** SQLSTATE deadlock_detected and lock_not_available: services that were at work on the same tables had the right of way. */
const lockConflicts: readonly unknown[] = ["40P01", "55P03"];

/**
 * Runs the migrations that this database has not seen, each in a transaction of its own and under a lock, so that any number of
 * processes may call it at once, while services use the database. Returns the names of those it ran. Give it a handle whose
 * statement timeout is longer than the migrations of another process may take.
 *
 * @throws the error of Postgres when a migration fails, or finds a table locked for some minutes; those before it stay
 */
export async function migrateToLatest(db: Db): Promise<readonly string[]> {
  const ran: string[] = [];
  for (;;) {
    const name = await retryLockConflicts(() => db.transaction().execute(runNext));
    if (name === undefined) return ran;
    ran.push(name);
  }
}

/** Runs the first migration that has not run. Returns its name. */
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

/** Throws unless every migration of this version has run: a service must not serve from a schema it does not know. */
export async function assertMigrated(db: Db): Promise<void> {
  const pending = await findPending(db);
  if (pending.length === 0) return;
  throw new Error(`migrations have not run: ${pending.map(({ name }) => name).join(", ")}`);
}

/** The names of the migrations that this database has seen, in their order; none where it has no schema yet. */
export async function findApplied(db: Db): Promise<string[]> {
  const { rows: tables } = await sql`select where to_regclass('schema_migrations') is not null`.execute(db);
  if (tables.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from schema_migrations order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** The names of all migrations of this version. */
export const knownMigrations: readonly string[] = migrations.map(({ name }) => name);

async function findPending(db: Db) {
  const applied = new Set(await findApplied(db));
  return migrations.filter(({ name }) => !applied.has(name));
}
