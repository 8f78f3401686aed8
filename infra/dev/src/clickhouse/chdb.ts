import { createRequire } from "node:module";

/** A connection to the engine, with settings of its own. */
export type Session = object;

/** Functions of the native module that the package chdb uses too. */
interface Native {
  CreateConnection(dataDir: string): Session;
  QueryAsyncConnection(
    session: Session,
    sql: string,
    format: string,
    parameters?: Readonly<Record<string, string>>,
  ): Promise<{ bytes: Uint8Array }>;
}

export interface Chdb {
  open(): Session;
  /**
   * Runs one or more statements, separated by semicolons, and returns the result of the last one.
   *
   * @param format of the result, unless the statement names one
   * @param parameters as texts of the HTTP interface
   * @throws Error with the message of the engine, `Code: 62. DB::Exception: …`
   */
  run(
    session: Session,
    sql: string,
    format: string,
    parameters?: Readonly<Record<string, string>>,
  ): Promise<Uint8Array>;
}

/**
 * Loads the engine into this process.
 *
 * @param directory of its package
 * @param dataDir all sessions of a process share it
 */
export function loadChdb(directory: string, dataDir: string): Chdb {
  const native = createRequire(import.meta.url)(directory) as Native;
  // Statements with parameters that run at the same time would see each other's.
  let previous: Promise<unknown> = Promise.resolve();
  return {
    open: () => native.CreateConnection(dataDir),
    async run(session, sql, format, parameters) {
      const start = () => native.QueryAsyncConnection(session, sql, format, parameters);
      if (parameters === undefined) return (await start()).bytes;
      const running = previous.then(start);
      previous = running.catch(() => {});
      return (await running).bytes;
    },
  };
}
