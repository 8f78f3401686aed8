import pg from "pg";

/** Settings of a transaction by their Postgres names (ms). */
export type TransactionTimeouts = Readonly<
  Record<"statement_timeout" | "lock_timeout" | "idle_in_transaction_session_timeout", number>
>;

const beginning = /^(begin|start transaction)\b/i;

/**
 * Client class for PgBouncer in transaction mode, where transactions share connections: prepares nothing, and sets
 * timeouts per transaction in the message that begins it. Other statements use the role's timeouts.
 * https://www.pgbouncer.org/features.html
 */
export function createPooledClient(timeouts: TransactionTimeouts): typeof pg.Client {
  const settings = Object.entries(timeouts).map(([name, ms]) => `; set local ${name} = ${ms}`);
  return class PooledClient extends pg.Client {
    // pg has many overloads of `query`; all arguments are passed through, except for the text of a `begin`.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    override query(...args: any[]): any {
      const [text, ...rest] = args;
      const query = super.query as (...args: unknown[]) => unknown;
      if (typeof text !== "string" || !beginning.test(text)) return query.apply(this, args);
      return query.call(this, text + settings.join(""), ...rest);
    }
  };
}
