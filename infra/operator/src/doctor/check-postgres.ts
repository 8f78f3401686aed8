import { createDb, type Db, findApplied, findReadOnlyReason, isBehindPgBouncer, knownMigrations } from "@shunt/db";
import { sql } from "kysely";
import { countOf } from "../count-of.ts";
import { checkCitus } from "./check-citus.ts";
import { checkSecretKey } from "./check-secret-key.ts";
import { judgeClock } from "./clock-limits.ts";
import { error, type Finding, ok, warning } from "./finding.ts";

const timeoutMs = 5_000;
const oldestVersion = 15;
/** Connections of one more process of each service. */
const connectionsOfOneMore = 35;
const readOnlyAdvice =
  "check that DATABASE_URL leads to the primary, also after a failover, and that an operator or a full disk has not made it read-only";
/** Changes reach the caches at once, and workers publish missed ones within seconds. Older rows mean that no worker does. */
const outboxAgeSeconds = 30;

/**
 * Checks what the services need from Postgres, the rows that wait for a worker, and the secrets in it.
 *
 * @param url `DATABASE_URL`
 * @param secrets values of `SECRET_KEY`; undefined if no chosen service needs it
 */
export async function checkPostgres(url: string, secrets: readonly string[] | undefined): Promise<Finding[]> {
  const options = {
    max: 1,
    applicationName: "shunt-operator",
    statementTimeoutMs: timeoutMs,
    connectTimeoutMs: timeoutMs,
  };
  const db = createDb({ url, ...options });
  try {
    const reached = await reach(db);
    if (reached.status === "error") return [reached];
    const schema = await checkSchema(db);
    const findings = [reached, await checkClock(db), await checkConnections(db), await checkSearch(db), schema];
    if (isBehindPgBouncer(url)) findings.push(await checkTimeout(db));
    if (schema.status === "error") return findings;
    if (secrets) findings.push(await checkSecretKey(db, secrets));
    return [...findings, ...(await checkCitus(db)), await checkOutbox(db), await checkDeadClicks(db)];
  } finally {
    await db.destroy();
  }
}

async function reach(db: Db): Promise<Finding> {
  try {
    const { rows } = await sql<{ number: string; version: string }>`
      select current_setting('server_version_num') as number, current_setting('server_version') as version`.execute(db);
    const { number = "", version = "" } = rows[0] ?? {};
    if (Number(number) < oldestVersion * 10_000)
      return error("postgres", `version ${version}`, `Shunt needs version ${oldestVersion} or newer`);
    const reason = await findReadOnlyReason(db);
    if (reason) return error("postgres", `accepts no writes: ${reason}`, readOnlyAdvice);
    return ok("postgres", `answers, version ${version}`);
  } catch (err) {
    const { message, errors } = err as Error & { errors?: Error[] };
    const advice = "check that Postgres runs, and the host, user and password in DATABASE_URL";
    return error("postgres", message || (errors?.[0]?.message ?? "does not answer"), advice);
  }
}

async function checkClock(db: Db): Promise<Finding> {
  const sentAt = Date.now();
  const { rows } = await sql<{ at: number }>`select extract(epoch from clock_timestamp()) * 1000 as at`.execute(db);
  const here = (sentAt + Date.now()) / 2;
  const differenceMs = Math.round(Math.abs(Number(rows[0]?.at) - here));
  const detail = `${differenceMs.toLocaleString("en")} ms from the clock of this machine`;
  return judgeClock("postgres clock", differenceMs, detail);
}

async function checkConnections(db: Db): Promise<Finding> {
  const { rows } = await sql<{ used: number; most: number }>`
    select (select count(*) from pg_stat_activity where backend_type = 'client backend') as used,
      current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint as most`.execute(
    db,
  );
  const { used = 0, most = 0 } = rows[0] ?? {};
  const detail = `${most - used} of ${most} free`;
  if (most - used >= connectionsOfOneMore) return ok("postgres connections", detail);
  const advice = `raise max_connections or use a connection pool: one more process of each service needs ${connectionsOfOneMore}`;
  return warning("postgres connections", detail, advice);
}

/** Behind PgBouncer, a service cannot set the timeout for its session, only for a transaction. */
async function checkTimeout(db: Db): Promise<Finding> {
  const { rows } = await sql<{ timeout: string }>`select current_setting('statement_timeout') as timeout`.execute(db);
  const timeout = rows[0]?.timeout ?? "";
  if (timeout !== "0") return ok("postgres timeout", `statements are cancelled after ${timeout}`);
  return warning(
    "postgres timeout",
    "none: slow statements are never cancelled",
    "run alter role … set statement_timeout = '15s' for the role in DATABASE_URL",
  );
}

/** Searching links needs trigrams. A migration installs the extension, if its role may. */
async function checkSearch(db: Db): Promise<Finding> {
  const { rows } = await sql<{ installed: string | null }>`
    select installed_version as installed from pg_available_extensions where name = 'pg_trgm'`.execute(db);
  if (rows[0]?.installed) return ok("postgres pg_trgm", `installed, version ${rows[0].installed}`);
  if (rows[0]) return warning("postgres pg_trgm", "available, not installed", "run shunt migrate, which installs it");
  return error("postgres pg_trgm", "not available", "install the contrib package of your Postgres version");
}

async function checkSchema(db: Db): Promise<Finding> {
  const applied = await findApplied(db);
  const pending = knownMigrations.filter(name => !applied.includes(name));
  if (pending.length > 0) return error("schema", `migrations pending: ${pending.join(", ")}`, "run shunt migrate");
  const unknown = applied.filter(name => !knownMigrations.includes(name));
  if (unknown.length === 0) return ok("schema", `up to date, ${applied.at(-1)}`);
  return warning("schema", `has migrations of a newer version: ${unknown.join(", ")}`, "update Shunt on this machine");
}

async function checkOutbox(db: Db): Promise<Finding> {
  const { rows } = await sql<{ count: number; age: number }>`
    select count(*) as count, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age
    from cache_outbox`.execute(db);
  const { count = 0, age = 0 } = rows[0] ?? {};
  const detail = count === 0 ? "empty" : `${countOf(count, "change")} waiting, the oldest for ${Math.round(age)} s`;
  if (age < outboxAgeSeconds) return ok("cache outbox", detail);
  return warning(
    "cache outbox",
    detail,
    "check that a worker runs and reaches the cache's Redis: until then redirects may use old links",
  );
}

async function checkDeadClicks(db: Db): Promise<Finding> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from dead_clicks`.execute(db);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return ok("dead clicks", "none");
  return warning(
    "dead clicks",
    `${count} set aside`,
    "run shunt clicks dead for the reasons, fix them, then shunt clicks redrive; or shunt clicks discard",
  );
}
