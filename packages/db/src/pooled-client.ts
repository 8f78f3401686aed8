import pg from "pg";

/** Settings of a transaction, in milliseconds, by their names in Postgres. */
export type TransactionTimeouts = Readonly<
  Record<"statement_timeout" | "lock_timeout" | "idle_in_transaction_session_timeout", number>
>;

const beginning = /^(begin|start transaction)\b/i;

/**
 * Clients for behind PgBouncer, which gives each transaction a connection that others have used: nothing is prepared, and what
 * is set is set for a transaction, in the very message that begins it. Statements outside of transactions have what the role has.
 * https://www.pgbouncer.org/features.html
 */
export function createPooledClient(timeouts: TransactionTimeouts): typeof pg.Client {
  const settings = Object.entries(timeouts).map(([name, ms]) => `; set local ${name} = ${ms}`);
  return class PooledClient extends pg.Client {
    // pg has many signatures for one function; each is passed on as it came, but for the one that is meant here.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    override query(...args: any[]): any {
      const [text, ...rest] = args;
      const query = super.query as (...args: unknown[]) => unknown;
      if (typeof text !== "string" || !beginning.test(text)) return query.apply(this, args);
      return query.call(this, text + settings.join(""), ...rest);
    }
  };
}
