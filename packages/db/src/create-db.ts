import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { type OnStatement, toObservedClient } from "./observed-client.ts";
import { createPooledClient } from "./pooled-client.ts";
import { PreparingClient } from "./preparing-client.ts";
import type { Tables } from "./tables.ts";

export type Pool = pg.Pool;

/** A database handle; a transaction is one as well. */
export type Db = Kysely<Tables>;

export interface DbOptions {
  /** `postgres://…`; with `?pgbouncer=true` for what is behind PgBouncer in transaction mode. */
  url: string;
  /** Most connections that are open at once. */
  max: number;
  /** Seen in `pg_stat_activity`. */
  applicationName: string;
  /** A statement that runs longer is cancelled; milliseconds, default 10,000. */
  statementTimeoutMs?: number;
  /** Waiting longer for another's lock throws; milliseconds, default 0: as long as the statement may take. */
  lockTimeoutMs?: number;
  /** A transaction that is idle for longer is ended by the server; milliseconds, default 0: never. */
  idleInTransactionMs?: number;
  /** Waiting longer for a connection throws; milliseconds, default 5,000. */
  connectTimeoutMs?: number;
  /** Told of connections that break while no query runs; a query that meets a broken connection throws by itself. */
  onConnectionError?: (err: Error) => void;
  /** Told of every statement, for traces. */
  onStatement?: OnStatement | undefined;
}

/** Opens a pool. Nothing connects before the first query. End it, and a pool that was given, with `db.destroy()`. */
export function createDb(options: DbOptions, pool: Pool = createPool(options)): Db {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** The pool alone, for what goes beyond queries. End it with `pool.end()`. */
export function createPool(options: DbOptions): pg.Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? 10_000;
  const timeouts = {
    statement_timeout: statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs ?? 0,
    idle_in_transaction_session_timeout: options.idleInTransactionMs ?? 0,
  };
  const isPooled = isBehindPgBouncer(options.url);
  const Client = isPooled ? createPooledClient(timeouts) : PreparingClient;
  const pool = new pg.Pool({
    Client: options.onStatement ? toObservedClient(Client, options.onStatement) : Client,
    ...(!isPooled && timeouts),
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    // A server that hangs cannot cancel anything: the client gives up a little later on its own.
    query_timeout: statementTimeoutMs + 1_000,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: { getTypeParser },
  });
  // Without a listener a connection that breaks would end the process: while it is idle the pool hears of it, and
  // between two statements of a transaction nobody does.
  const onError = options.onConnectionError ?? (() => {});
  pool.on("error", onError);
  pool.on("connect", client => client.on("error", onError));
  return pool;
}

/** Whether the URL says so, in the words that other programs have for it. */
export function isBehindPgBouncer(url: string): boolean {
  return /[?&]pgbouncer=true(&|$)/.test(url);
}

const { INT8, DATE } = pg.types.builtins;

/** `bigint` as a number (nothing here counts past 2^53), `date` as its text: a calendar day has no time zone. */
function getTypeParser(oid: number, format?: "text" | "binary") {
  if (format !== "binary" && oid === INT8) return Number;
  if (format !== "binary" && oid === DATE) return (value: string) => value;
  return pg.types.getTypeParser(oid, format as "text");
}
