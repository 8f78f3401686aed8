import pg from "pg";

/**
 * A client that prepares marked statements once for each connection, so that Postgres plans them no more than a few times. A
 * statement is marked by how it begins: with a comment, and in it `prepared` and a name of its own. Its text must be the same
 * every time, as what is prepared stays with the connection.
 */
export class PreparingClient extends pg.Client {
  // pg has many signatures for one function; each is passed on as it came, but for the one that is meant here.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  override query(...args: any[]): any {
    const [text, values, ...rest] = args;
    const name = typeof text === "string" ? /^\s*\/\* prepared ([\w-]+) \*\//.exec(text)?.[1] : undefined;
    const query = super.query as (...args: unknown[]) => unknown;
    if (name === undefined) return query.apply(this, args);
    return query.call(this, { name, text, values }, ...rest);
  }
}
