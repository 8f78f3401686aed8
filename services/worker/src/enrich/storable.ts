/** The text as Postgres can hold it, cut to a length: without NUL and lone surrogates. */
export function storable(text: string, maxLength: number): string {
  return text.replaceAll("\0", "").slice(0, maxLength).toWellFormed();
}
