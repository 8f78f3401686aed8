import { finished, Readable, Writable } from "node:stream";
import { PreparingClient } from "./preparing-client.ts";

/** Told of a statement as it begins; what it returns is told how it ended. */
export type OnStatement = (sql: string, connection: object) => ((err?: unknown) => void) | undefined;

/** A client that tells of its statements. */
export function toObservedClient(onStatement: OnStatement): typeof PreparingClient {
  return class ObservedClient extends PreparingClient {
    // As in the class above, each of pg's signatures is passed on as it came.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    override query(...args: any[]): any {
      const [statement] = args;
      const onEnd = onStatement(typeof statement === "string" ? statement : statement.text, this);
      const result: unknown = super.query(...args);
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
