/**
 * Array literals, so that a column of values travels as one parameter. The driver's own encoding costs several times as
 * much, because it inspects every element. https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */

/** For values that need no quotes: numbers, UUIDs, dates, booleans. */
export function toPlainArray(values: readonly (string | number | boolean)[]): string {
  return `{${values.join(",")}}`;
}

export function toTextArray(values: readonly (string | null)[]): string {
  return `{${values.map(toElement).join(",")}}`;
}

/** For bytes in hexadecimal. */
export function toBytesArray(values: readonly (string | null)[]): string {
  return `{${values.map(value => (value === null ? "NULL" : `"\\\\x${value}"`)).join(",")}}`;
}

export function toElement(value: string | null): string {
  if (value === null) return "NULL";
  return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : `"${value}"`;
}
