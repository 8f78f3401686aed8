import type { Span, Tracing } from "./tracing.ts";

/** Called when a statement begins. The returned function is called when it ends, with the error if it failed. */
export type OnStatement = (sql: string, connection: object) => ((err?: unknown) => void) | undefined;

/**
 * Creates spans for statements sent within a span, and for the transactions around them. Spans contain the text of statements, which
 * has no values: those are parameters.
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

/** `ROLLBACK TO` a savepoint does not end the transaction. */
function isEnd(operation: string, sql: string): boolean {
  return operation === "COMMIT" || (operation === "ROLLBACK" && !/\bto\b/i.test(sql));
}
