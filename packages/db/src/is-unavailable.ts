/**
 * SQLSTATE classes and codes of errors of the server, not of the statement: connection trouble (08), shutdown or start (57P), out of connections,
 * memory or disk (53), timeout (57014), rolled back in favour of another transaction (40), accepts no writes, as a replica before its promotion
 * (25006). An operator changed the user (28) or the database (3D).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const passingSqlStates = /^(08|25006|28|3D|40|53|57P|57014)/;
const networkErrors = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);
/** Citus passes on that it lost a node as an internal error, with a message of libpq. */
const internalError = "XX000";
const lostNode = /^(?:server closed the connection|connection not open|could not (?:send|receive) data)/;
/** Messages of `pg` errors without a code. */
const driverMessages = /timeout exceeded when trying to connect|connection terminated|query read timeout/i;

/** Whether Postgres cannot be used at the moment, as opposed to refusing the statement. */
export function isUnavailable(err: unknown): boolean {
  if (!(err instanceof Error)) return false;
  const { code } = err as { code?: string };
  if (code === internalError) return lostNode.test(err.message);
  if (code !== undefined) return networkErrors.has(code) || passingSqlStates.test(code);
  if (err instanceof AggregateError) return err.errors.some(isUnavailable);
  return driverMessages.test(err.message);
}
