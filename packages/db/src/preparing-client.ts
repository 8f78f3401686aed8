import pg from "pg";

/**
 * Prepares marked statements once per connection, so that Postgres plans them only a few times. A marked statement
 * starts with a comment that contains `prepared` and a unique name. Its text must never vary.
 */
export class PreparingClient extends pg.Client {
  // pg has many overloads of `query`; all arguments are passed through, except for marked statements.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  override query(...args: any[]): any {
    const [text, values, ...rest] = args;
    const name = typeof text === "string" ? /^\s*\/\* prepared ([\w-]+) \*\//.exec(text)?.[1] : undefined;
    const query = super.query as (...args: unknown[]) => unknown;
    if (name === undefined) return query.apply(this, args);
    return query.call(this, { name, text, values }, ...rest);
  }
}
