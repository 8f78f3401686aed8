/** The versions of a link. */
export function HistoryPage() {
  return null;
}
