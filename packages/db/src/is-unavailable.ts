/**
 * SQLSTATE classes and codes that mean "not now": connection trouble (08), shutting down or starting up (57P), out of
 * connections, memory or disk (53), cancelled by a timeout (57014), rolled back in favour of another transaction (40).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const passingSqlStates = /^(08|40|53|57P|57014)/;
const networkErrors = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);
/** How `pg` words what has no code. */
const driverMessages = /timeout exceeded when trying to connect|connection terminated|query read timeout/i;

/** Whether Postgres could not do it just now, as opposed to having refused what it was asked. */
export function isUnavailable(err: unknown): boolean {
  if (!(err instanceof Error)) return false;
  const { code } = err as { code?: string };
  if (code !== undefined) return networkErrors.has(code) || passingSqlStates.test(code);
  if (err instanceof AggregateError) return err.errors.some(isUnavailable);
  return driverMessages.test(err.message);
}
