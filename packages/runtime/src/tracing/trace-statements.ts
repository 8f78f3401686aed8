import type { Span, Tracing } from "./tracing.ts";

/** Told of a statement as it begins; what it returns is told how it ended. */
export type OnStatement = (sql: string, connection: object) => ((err?: unknown) => void) | undefined;

/**
 * Spans of the statements that are sent within a span, and of the transactions around them. Values are parameters of a
 * statement, so that its text holds none.
 */
export function traceStatements(tracing: Tracing): OnStatement {
  const transactions = new WeakMap<object, Span>();

  function begin(operation: string, connection: object): Span | undefined {
    const parent = transactions.get(connection) ?? tracing.active();
    if (parent === undefined || !beginnings.has(operation)) return parent;
    const transaction = tracing.begin({ name: "transaction", parent });
    transactions.set(connection, transaction);
    return transaction;
  }

  function end(connection: object, err: unknown): void {
    const transaction = transactions.get(connection);
    if (!transaction) return;
    transactions.delete(connection);
    if (err !== undefined) tracing.fail(transaction, err);
    transaction.end();
  }

  return (sql, connection) => {
    const operation = toOperation(sql);
    const parent = begin(operation, connection);
    if (parent === undefined) return undefined;
    const attributes = { "db.system.name": "postgresql", "db.operation.name": operation, "db.query.text": sql.trim() };
    const span = tracing.begin({ name: operation, kind: "client", parent, attributes });
    return err => {
      if (err !== undefined) tracing.fail(span, err);
      span.end();
      if (isEnd(operation, sql) || (beginnings.has(operation) && err !== undefined)) end(connection, err);
    };
  };
}

const beginnings: ReadonlySet<string> = new Set(["BEGIN", "START"]);

function toOperation(sql: string): string {
  const [, word = "unknown"] = /^(?:\s|\/\*.*?\*\/)*(\w+)/.exec(sql) ?? [];
  return word.toUpperCase();
}

/** Back to a savepoint is not the end. */
function isEnd(operation: string, sql: string): boolean {
  return operation === "COMMIT" || (operation === "ROLLBACK" && !/\bto\b/i.test(sql));
}
