/**
 * Arrays as Postgres reads them in text form, for columns that travel as one parameter. The driver could do it, at several
 * times the cost: it judges every element anew.
 * https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */

/** Of values that need no quotes: numbers, UUIDs, dates, booleans. */
export function toPlainArray(values: readonly (string | number | boolean)[]): string {
  return `{${values.join(",")}}`;
}

export function toTextArray(values: readonly (string | null)[]): string {
  return `{${values.map(toElement).join(",")}}`;
}

/** Of bytes in hexadecimal. */
export function toBytesArray(values: readonly (string | null)[]): string {
  return `{${values.map(value => (value === null ? "NULL" : `"\\\\x${value}"`)).join(",")}}`;
}

function toElement(value: string | null): string {
  if (value === null) return "NULL";
  return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : `"${value}"`;
}
