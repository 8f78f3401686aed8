/** Of Postgres, which Citus passes on with SQLSTATE XX000 (internal error) if a node reports it during COPY. */
const violation = / violates (?:check|not-null|unique) constraint\b/;

/**
 * Whether Postgres refuses the data itself, so that a retry cannot help: SQLSTATE class 22 (data exception) and 23
 * (integrity constraint). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function isPoison(err: unknown): boolean {
  if (!(err instanceof Error)) return false;
  const { code } = err as { code?: unknown };
  if (typeof code !== "string") return false;
  return /^2[23]...$/.test(code) || (code === "XX000" && violation.test(err.message));
}
