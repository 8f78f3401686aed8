const count = new Intl.NumberFormat("en");

/** Formats a number with its noun, such as `1 click waits`. */
export function toCount(value: number, one: string, many: string): string {
  return `${count.format(value)} ${value === 1 ? one : many}`;
}

/** Formats a duration in one unit, such as `12 min`. */
export function toAge(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 2 * 3_600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3_600) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / (24 * 3_600))} days`;
}
