/** Class 22 "data exception": a value that its type cannot hold (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const dataException = /^22[0-9A-Z]{3}$/;

/**
 * Whether Postgres refused a value that it was given, such as a date or a number out of range. Schemas refuse such values first;
 * this is the net below them.
 */
export function isRefusedValue(err: unknown): boolean {
  return err instanceof Error && "severity" in err && dataException.test(String((err as { code?: unknown }).code));
}
