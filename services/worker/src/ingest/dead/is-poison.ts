/**
 * Whether Postgres refuses the data itself, so that a retry cannot help: SQLSTATE class 22 (data exception) and 23
 * (integrity constraint). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function isPoison(err: unknown): boolean {
  if (!(err instanceof Error)) return false;
  const { code } = err as { code?: unknown };
  return typeof code === "string" && /^2[23]...$/.test(code);
}
