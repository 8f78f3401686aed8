import { ClickHouseError } from "@clickhouse/client";

/**
 * Codes of passing errors: timeouts, too many statements or parts, lack of memory or disk, no quorum or keeper, stopping,
 * and an earlier try of the same insert that still runs.
 * https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const passing: ReadonlySet<string> = new Set(
  [3, 159, 164, 202, 209, 210, 216, 225, 236, 241, 242, 243, 252, 285, 286, 319, 394, 439, 999].map(String),
);
const networkErrors = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);
/** Messages of the client without a code. */
const clientMessages = /^timeout error|socket hang up/i;

/** Whether ClickHouse failed temporarily, as opposed to refusing the statement. */
export function isClickHouseUnavailable(err: unknown): boolean {
  if (err instanceof ClickHouseError) return passing.has(err.code);
  if (!(err instanceof Error)) return false;
  const { code } = err as { code?: string };
  return code === undefined ? clientMessages.test(err.message) : networkErrors.has(code);
}
