/** Class 22 "data exception": a value that its type cannot hold (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const dataException = /^22[0-9A-Z]{3}$/;

/** Whether Postgres refused a value, such as a date or number out of range. Schemas should reject such values first. */
export function isRefusedValue(err: unknown): boolean {
  return err instanceof Error && "severity" in err && dataException.test(String((err as { code?: unknown }).code));
}
