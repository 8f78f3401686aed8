import type { Readable, Stream } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Db } from "./create-db.ts";
import type { Tables } from "./tables.ts";

/**
 * Inserts rows by COPY, the fastest way. The joined chunks are in the format, COPY's text format by default. Returns the number
 * of rows. https://www.postgresql.org/docs/current/sql-copy.html
 */
export type Copy = (
  table: string,
  columns: readonly string[],
  chunks: Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>,
  format?: "text" | "binary",
) => Promise<number>;

/** Stream of a table's rows, including its partitions, in COPY's text format. */
export interface CopyOut {
  rows: Readable;
  /** Number of rows, available once the stream has ended. */
  count(): number;
}

/** Runs a transaction with queries and COPY on one connection. `tx` must not start transactions. */
export async function copyTransaction<T>(pool: pg.Pool, work: (tx: Db, copy: Copy) => Promise<T>): Promise<T> {
  return transact(pool, "begin", client =>
    work(toDb(client), async (table, columns, chunks, format = "text") => {
      const text = `copy ${quoteTable(table)} (${columns.map(quote).join(", ")}) from stdin with (format ${format})`;
      const query = clearTimerOnClose(client.query(copyFrom(text)));
      await pipeline(chunks, query);
      return query.rowCount;
    }),
  );
}

/** Runs a read-only transaction on a snapshot of the database. */
export async function snapshotTransaction<T>(
  pool: pg.Pool,
  work: (tx: Db, copyOut: (table: string, columns: readonly string[]) => CopyOut) => Promise<T>,
): Promise<T> {
  return querySnapshot(pool, (tx, copyRows) =>
    work(tx, (table, columns) => copyRows(`select ${columns.map(quote).join(", ")} from ${quoteTable(table)}`)),
  );
}

/** Like `snapshotTransaction`, for the rows of a select. COPY takes no parameters, so the select must contain its values. */
export async function querySnapshot<T>(
  pool: pg.Pool,
  work: (tx: Db, copyRows: (select: string) => CopyOut) => Promise<T>,
): Promise<T> {
  return transact(pool, "begin isolation level repeatable read read only", client =>
    work(toDb(client), select => {
      const query = clearTimerOnClose(client.query(copyTo(`copy (${select}) to stdout`)));
      return { rows: query, count: () => query.rowCount };
    }),
  );
}

async function transact<T>(pool: pg.Pool, begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (err) {
    // A connection that cannot roll back is discarded.
    await client.query("rollback").catch((failure: unknown) => {
      broken = failure;
    });
    throw err;
  } finally {
    client.release(broken !== undefined);
  }
}

/**
 * pg clears a query's timer in a callback that streams never call. The timer would keep the process alive until the
 * statement timeout.
 */
function clearTimerOnClose<S extends Stream>(query: S): S {
  query.once("close", () => (query as { callback?: () => void }).callback?.());
  return query;
}

function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

/** @param name may include a schema */
function quoteTable(name: string): string {
  return name.split(".").map(quote).join(".");
}

function toDb(client: pg.PoolClient): Db {
  const connection = { query: client.query.bind(client), release() {} };
  const pool = { connect: async () => connection, end: async () => {} };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
}
