import { ClickHouseFailure } from "./clickhouse-failure.ts";
import { type ClickHouse, createClickHouse } from "./create-clickhouse.ts";
import { migrations } from "./migrations/index.ts";

const longestStatementMs = 60 * 60_000;

/** Table of the migrations that ran. */
export const createMigrations = `CREATE TABLE IF NOT EXISTS schema_migrations (name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
  ENGINE = MergeTree ORDER BY name`;
export const addMigration = "INSERT INTO schema_migrations (name) SELECT {name:String}";

/**
 * Creates the database if it is missing, and runs pending migrations. Any number of processes may do so while services use it.
 * Returns the names of those it ran.
 *
 * @param url `http://user:password@host:8123/database`
 * @throws Error that names the server
 */
export async function migrateClickHouse(url: string): Promise<readonly string[]> {
  try {
    return await migrate(url);
  } catch (err) {
    const reason = err instanceof ClickHouseFailure ? err.reason : (err as Error).message;
    throw new Error(`ClickHouse at ${new URL(url).host}: ${reason}`, { cause: err });
  }
}

async function migrate(url: string): Promise<readonly string[]> {
  await createDatabase(url);
  const clickHouse = createClickHouse({ url, applicationName: "shunt-migrate", timeoutMs: longestStatementMs });
  try {
    await clickHouse.run(createMigrations);
    const pending = await findPending(clickHouse);
    for (const { name, statements } of pending) {
      for (const statement of statements) await clickHouse.run(statement);
      await clickHouse.run(addMigration, { name });
    }
    return pending.map(({ name }) => name);
  } finally {
    await clickHouse.close();
  }
}

/** Missing parts of the schema, with the advice for an operator. */
export interface SchemaGap {
  problem: string;
  advice: string;
}

/** Services must not use a schema that they do not know, or that lacks a table. */
export async function findSchemaGap(clickHouse: ClickHouse): Promise<SchemaGap | undefined> {
  const pending = await findPending(clickHouse);
  if (pending.length > 0)
    return {
      problem: `migrations of ClickHouse have not run: ${pending.map(({ name }) => name).join(", ")}`,
      advice: 'run "shunt migrate"',
    };
  const missing = await findMissingTables(clickHouse);
  if (missing.length === 0) return undefined;
  return {
    problem: `tables are missing in ClickHouse: ${missing.join(", ")}`,
    advice: "restore them from a backup; until then, clicks wait in the queue, and numbers are 503",
  };
}

/** @throws Error with the gap in the schema, if there is one */
export async function assertClickHouseMigrated(clickHouse: ClickHouse): Promise<void> {
  const gap = await findSchemaGap(clickHouse);
  if (gap) throw new Error(`${gap.problem} (${gap.advice})`);
}

/** Tables and views that the migrations create. */
const tables = migrations.flatMap(({ statements }) =>
  statements.flatMap(each => /^CREATE (?:TABLE|MATERIALIZED VIEW) IF NOT EXISTS (\w+)/.exec(each)?.[1] ?? []),
);

async function findMissingTables(clickHouse: ClickHouse): Promise<string[]> {
  const found = await clickHouse.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase()",
  );
  const names = new Set(found.map(({ name }) => name));
  return tables.filter(name => !names.has(name));
}

/** Asks whether it exists first, as a user of a given database may not create one. */
async function createDatabase(url: string): Promise<void> {
  const { pathname } = new URL(url);
  const name = decodeURIComponent(pathname.slice(1));
  const clickHouse = createClickHouse({
    url: Object.assign(new URL(url), { pathname: "/" }).href,
    applicationName: "shunt-migrate",
  });
  try {
    const found = await clickHouse.query("SELECT 1 FROM system.databases WHERE name = {name:String}", { name });
    if (found.length === 0) await clickHouse.run(`CREATE DATABASE IF NOT EXISTS ${quoteName(name)}`);
  } finally {
    await clickHouse.close();
  }
}

function quoteName(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}

async function findPending(clickHouse: ClickHouse) {
  const tables = await clickHouse.query(
    "SELECT 1 FROM system.tables WHERE database = currentDatabase() AND name = 'schema_migrations'",
  );
  if (tables.length === 0) return migrations;
  const applied = await clickHouse.query<{ name: string }>("SELECT DISTINCT name FROM schema_migrations");
  const names = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !names.has(name));
}
