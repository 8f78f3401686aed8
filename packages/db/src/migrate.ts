import { sql } from "kysely";
import type { Db } from "./create-db.ts";
import { migrations } from "./migrations/index.ts";

/** Any constant will do, as long as every version of Shunt takes the same advisory lock. */
const migrationLock = 7_482_001;

/**
 * Runs the migrations that this database has not seen, in one transaction and under a lock, so that any number of
 * processes may call it at once. Returns the names of those it ran. Give it a handle whose statement timeout is longer
 * than the migrations of another process may take.
 */
export async function migrateToLatest(db: Db): Promise<readonly string[]> {
  return db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(tx);
    await sql`create table if not exists schema_migrations (
      name text primary key,
      applied_at timestamptz not null default now()
    )`.execute(tx);
    const pending = await findPending(tx);
    for (const migration of pending) {
      await migration.up.execute(tx);
      await sql`insert into schema_migrations (name) values (${migration.name})`.execute(tx);
    }
    return pending.map(({ name }) => name);
  });
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
