import { finished, Readable, Writable } from "node:stream";
import type pg from "pg";

/** Told of a statement as it begins; what it returns is told how it ended. */
export type OnStatement = (sql: string, connection: object) => ((err?: unknown) => void) | undefined;

/** A client as that one, which tells of its statements. */
export function toObservedClient(Client: typeof pg.Client, onStatement: OnStatement): typeof pg.Client {
  return class ObservedClient extends Client {
    // As in those classes, each of pg's signatures is passed on as it came.
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

/** Those of COPY are streams; all others that are sent here are promised. */
function whenEnded(result: unknown, onEnd: (err?: unknown) => void): void {
  if (result instanceof Readable || result instanceof Writable) finished(result, err => onEnd(err ?? undefined));
  else
    void Promise.resolve(result).then(
      () => onEnd(),
      (err: unknown) => onEnd(err),
    );
}
