/** Links of a full page. */
export const pageSize = 100;

/** Where a row of the list is: the number of its page, from 0, and its place on it. */
export interface RowPosition {
  page: number;
  place: number;
}

/**
 * Finds a row by its place in the whole list. Pages that are not loaded count as full; loaded ones may have fewer links,
 * because some were deleted, or more, because one was created.
 *
 * @param lengths links on the loaded pages, by number of the page
 */
export function findRow(index: number, lengths: ReadonlyMap<number, number>): RowPosition {
  let shifted = index;
  for (const [page, length] of [...lengths].sort(([a], [b]) => a - b)) {
    const start = page * pageSize;
    if (shifted < start + length) {
      if (shifted >= start) return { page, place: shifted - start };
      break;
    }
    shifted += pageSize - length;
  }
  return { page: Math.floor(shifted / pageSize), place: shifted % pageSize };
}

/** The numbers of the pages with the rows from `first` to `last`. */
export function findPages(first: number, last: number, lengths: ReadonlyMap<number, number>): number[] {
  const from = findRow(first, lengths).page;
  const to = findRow(Math.max(first, last), lengths).page;
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
