import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { Pool } from "./cuttable-pool.ts";
import { type OnStatement, toObservedClient } from "./observed-client.ts";
import { createPooledClient } from "./pooled-client.ts";
import { PreparingClient } from "./preparing-client.ts";
import type { Tables } from "./tables.ts";

/** A database or transaction handle. */
export type Db = Kysely<Tables>;

export interface DbOptions {
  /** `postgres://…`; append `?pgbouncer=true` behind PgBouncer in transaction mode. */
  url: string;
  max: number;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** Longer statements are cancelled (ms, default 10,000). */
  statementTimeoutMs?: number;
  /** Longer waits for a lock throw (ms, default 0: limited only by the statement timeout). */
  lockTimeoutMs?: number;
  /** The server ends transactions that are idle for longer (ms, default 0: never). */
  idleInTransactionMs?: number;
  /** Longer waits for a connection throw (ms, default 5,000). */
  connectTimeoutMs?: number;
  /** Called for connections that break while idle. A query on a broken connection throws. */
  onConnectionError?: (err: Error) => void;
  /** For traces. */
  onStatement?: OnStatement | undefined;
}

/** Connects at the first query. `db.destroy()` closes the pool, also a given one. */
export function createDb(options: DbOptions, pool: Pool = createPool(options)): Db {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Opens a pool without Kysely. Close it with `pool.end()`. */
export function createPool(options: DbOptions): Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? 10_000;
  const timeouts = {
    statement_timeout: statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs ?? 0,
    idle_in_transaction_session_timeout: options.idleInTransactionMs ?? 0,
  };
  const isPooled = isBehindPgBouncer(options.url);
  const Client = isPooled ? createPooledClient(timeouts) : PreparingClient;
  const pool = new Pool({
    Client: options.onStatement ? toObservedClient(Client, options.onStatement) : Client,
    ...(!isPooled && timeouts),
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    // A hanging server cannot cancel a statement, so the client gives up a little later.
    query_timeout: statementTimeoutMs + 1_000,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: { getTypeParser },
  });
  // Without listeners, a broken connection ends the process. Idle connections report errors to the pool, those between
  // two statements of a transaction only to the client.
  const onError = options.onConnectionError ?? (() => {});
  pool.on("error", onError);
  pool.on("connect", client => client.on("error", onError));
  return pool;
}

/** Whether the URL has `pgbouncer=true`, a parameter that other programs use too. */
export function isBehindPgBouncer(url: string): boolean {
  return /[?&]pgbouncer=true(&|$)/.test(url);
}

const { INT8, DATE } = pg.types.builtins;

/** Parses `bigint` as a number (values stay below 2^53) and `date` as text, as a calendar day has no time zone. */
function getTypeParser(oid: number, format?: "text" | "binary") {
  if (format !== "binary" && oid === INT8) return Number;
  if (format !== "binary" && oid === DATE) return (value: string) => value;
  return pg.types.getTypeParser(oid, format as "text");
}
