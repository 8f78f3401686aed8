/** The order of day and month in a date such as `03/04/2026`. */
export const dateOrders = ["day_first", "month_first"] as const;
export type DateOrder = (typeof dateOrders)[number];

/** The fields of a file that have times. */
export const importTimeFields = ["starts_at", "expires_at", "created_at"] as const;

const slashed = /^(\d\d?)\/(\d\d?)\/\d{4}(?!\d)/;

/**
 * The order of all dates with slashes among the texts, which one beyond the twelfth of a month shows. Dates such as
 * `05/05/2026` need none.
 *
 * @returns "unclear" if no date shows it, or dates contradict each other, and undefined without such dates
 */
export function findDateOrder(texts: Iterable<string>): DateOrder | "unclear" | undefined {
  let [hasDates, isDayFirst, isMonthFirst] = [false, false, false];
  for (const text of texts) {
    const [, first, second] = slashed.exec(text.trim()) ?? [];
    if (first === undefined || Number(first) === Number(second)) continue;
    hasDates = true;
    isDayFirst ||= Number(first) > 12;
    isMonthFirst ||= Number(second) > 12;
  }
  if (!hasDates) return undefined;
  if (isDayFirst === isMonthFirst) return "unclear";
  return isDayFirst ? "day_first" : "month_first";
}
