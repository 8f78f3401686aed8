import { pipeline } from "node:stream/promises";
import { Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Db } from "./create-db.ts";
import type { Tables } from "./tables.ts";

/**
 * Sends rows to a table by COPY: the quickest way in. Each chunk holds whole rows in COPY's text format.
 * https://www.postgresql.org/docs/current/sql-copy.html
 */
export type Copy = (table: keyof Tables, columns: readonly string[], chunks: Iterable<string>) => Promise<void>;

/**
 * Runs a transaction that may use COPY beside queries. `tx` is of one connection, and is not to begin transactions of its
 * own. What throws rolls back.
 */
export async function copyTransaction<T>(pool: pg.Pool, work: (tx: Db, copy: Copy) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const copy: Copy = (table, columns, chunks) =>
    pipeline(chunks, client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`)));
  let broken: unknown;
  try {
    await client.query("begin");
    const result = await work(toDb(client), copy);
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

function toDb(client: pg.PoolClient): Db {
  const connection = { query: client.query.bind(client), release() {} };
  const pool = { connect: async () => connection, end: async () => {} };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
}
