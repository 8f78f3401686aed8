export interface ListPage<T> {
  items: T[];
  next_cursor: string | null;
}

/** @param rows the page, plus one row if there is a next page */
export function toListPage<T>(rows: readonly T[], size: number, toCursor: (last: T) => string): ListPage<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, next_cursor: rows.length > size && last !== undefined ? toCursor(last) : null };
}
