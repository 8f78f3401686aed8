/** Escapes a text for a field of COPY's text format. https://www.postgresql.org/docs/current/sql-copy.html */
export function toCopyField(value: string): string {
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, special => escapes[special] as string) : value;
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
