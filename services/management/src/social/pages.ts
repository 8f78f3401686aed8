export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** @param rows one more than the page has, if there are more */
export function toPage<T>(rows: readonly T[], size: number, toCursor: (last: T) => string): Page<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > size && last !== undefined ? toCursor(last) : null };
}
