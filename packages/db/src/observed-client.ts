import { finished, Readable, Writable } from "node:stream";
import type pg from "pg";

/** Called when a statement starts. The returned function is called when it ends, with the error if it failed. */
export type OnStatement = (sql: string, connection: object) => ((err?: unknown) => void) | undefined;

export function toObservedClient(Client: typeof pg.Client, onStatement: OnStatement): typeof pg.Client {
  return class ObservedClient extends Client {
    // pg has many overloads of `query`; all arguments are passed through.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    override query(...args: any[]): any {
      const [statement] = args;
      const onEnd = onStatement(typeof statement === "string" ? statement : statement.text, this);
      const result: unknown = (super.query as (...args: unknown[]) => unknown).apply(this, args);
      if (onEnd !== undefined) whenEnded(result, onEnd);
      return result;
    }
  };
}

/** COPY returns a stream; other statements return a promise. */
function whenEnded(result: unknown, onEnd: (err?: unknown) => void): void {
  if (result instanceof Readable || result instanceof Writable) finished(result, err => onEnd(err ?? undefined));
  else
    void Promise.resolve(result).then(
      () => onEnd(),
      (err: unknown) => onEnd(err),
    );
}
