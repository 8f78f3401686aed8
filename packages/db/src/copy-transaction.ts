import type { Readable, Stream } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Db } from "./create-db.ts";
import type { Tables } from "./tables.ts";

/**
 * Sends rows to a table by COPY: the quickest way in. The chunks together are rows in COPY's text format. Returns how many rows
 * there were.
 * https://www.postgresql.org/docs/current/sql-copy.html
 */
export type Copy = (
  table: string,
  columns: readonly string[],
  chunks: Iterable<string> | AsyncIterable<Uint8Array>,
) => Promise<number>;

/** Rows of a table as they come, partitions among them, in COPY's text format. */
export interface CopyOut {
  rows: Readable;
  /** Known once all have come. */
  count(): number;
}

/**
 * Runs a transaction that may use COPY beside queries. `tx` is of one connection, and is not to begin transactions of its
 * own. What throws rolls back.
 */
export async function copyTransaction<T>(pool: pg.Pool, work: (tx: Db, copy: Copy) => Promise<T>): Promise<T> {
  return transact(pool, "begin", client =>
    work(toDb(client), async (table, columns, chunks) => {
      const text = `copy ${quoteTable(table)} (${columns.map(quote).join(", ")}) from stdin`;
      const query = endingTimer(client.query(copyFrom(text)));
      await pipeline(chunks, query);
      return query.rowCount;
    }),
  );
}

/** Runs a transaction that sees the database as it is at its beginning, whatever is written meanwhile, and writes nothing. */
export async function snapshotTransaction<T>(
  pool: pg.Pool,
  work: (tx: Db, copyOut: (table: string, columns: readonly string[]) => CopyOut) => Promise<T>,
): Promise<T> {
  return transact(pool, "begin isolation level repeatable read read only", client =>
    work(toDb(client), (table, columns) => {
      const rows = `select ${columns.map(quote).join(", ")} from ${quoteTable(table)}`;
      const query = endingTimer(client.query(copyTo(`copy (${rows}) to stdout`)));
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
    // A connection that cannot even roll back is of no use to anybody.
    await client.query("rollback").catch((failure: unknown) => {
      broken = failure;
    });
    throw err;
  } finally {
    client.release(broken !== undefined);
  }
}

/**
 * The client ends the timer of a query when it calls back, which a stream does not do: the timer would keep the stream and the
 * process for as long as a statement may take.
 */
function endingTimer<S extends Stream>(query: S): S {
  query.once("close", () => (query as { callback?: () => void }).callback?.());
  return query;
}

function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

/** As it is named in `Tables`: with its schema, if that is not the first one. */
function quoteTable(name: string): string {
  return name.split(".").map(quote).join(".");
}

function toDb(client: pg.PoolClient): Db {
  const connection = { query: client.query.bind(client), release() {} };
  const pool = { connect: async () => connection, end: async () => {} };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
}
