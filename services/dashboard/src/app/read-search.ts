/** Readers of search parameters. Each returns undefined for what does not fit. */

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The router reads `?q=2026` as a number. */
export function toText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) || undefined : undefined;
}

/** One text or several, each once. */
export function toTexts(value: unknown, maxCount: number): string[] | undefined {
  const texts = new Set([value].flat().flatMap(each => toText(each) ?? []));
  return texts.size > 0 ? [...texts].slice(0, maxCount) : undefined;
}

/** A UUID. */
export function toId(value: unknown): string | undefined {
  return typeof value === "string" && uuid.test(value) ? value : undefined;
}

/** A day of the calendar, such as `2026-11-20`. */
export function toDay(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  const time = Date.parse(value);
  // `Date.parse` reads 30 February as 2 March.
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(value) ? value : undefined;
}

export function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find(each => each === value);
}

type Filled<T> = { [K in keyof T]?: NonNullable<T[K]> };

export function withoutEmpty<T extends object>(fields: T): Filled<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Filled<T>;
}
