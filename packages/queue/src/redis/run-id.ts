import type { QueueConnection } from "./connection.ts";

/** In a script, because a cluster sends it to the server of its key. */
const script = `return string.match(redis.call("INFO", "server"), "run_id:(%w+)") or ""`;

/**
 * Returns the run id of the Redis process that has the key, which differs after a restart and on another server; undefined if
 * the server forbids the question. https://redis.io/docs/latest/commands/info
 *
 * @throws Error if no server answers
 */
export type ReadRunId = () => Promise<string | undefined>;

/** @param key to find its server in a cluster */
export function createRunIdReader(connection: QueueConnection, key: string): ReadRunId {
  return async () => {
    try {
      return String(await connection.eval(script, 1, key)) || undefined;
    } catch (err) {
      if (isRefused(err)) return undefined;
      throw err;
    }
  };
}

/** Whether a server does not know or permit the command, in a script or at all. Those that load or fail over say otherwise. */
function isRefused(err: unknown): boolean {
  return /^(NOPERM|ERR) /.test((err as Error).message);
}
