import type { ClickHouse } from "@shunt/clickhouse";
import type { Db } from "@shunt/db";
import { compile, type Statement } from "./statement.ts";

export interface Sources {
  /** Of links, and of the calendar. */
  db: Db;
  /** Of clicks. */
  ask: <Row>(statement: Statement, signal?: AbortSignal) => Promise<Row[]>;
  insert: ClickHouse["insert"];
}

export function toSources(db: Db, clickHouse: ClickHouse): Sources {
  return {
    db,
    insert: clickHouse.insert,
    async ask<Row>(statement: Statement, signal?: AbortSignal) {
      const { text, params } = compile(statement);
      try {
        return await clickHouse.query<Row>(text, params, { signal });
      } catch (err) {
        // The client has an error of its own for it.
        signal?.throwIfAborted();
        throw err;
      }
    },
  };
}
