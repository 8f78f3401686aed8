import { atFirstUse } from "./at-first-use.ts";
import { regionalLocale } from "./locale.ts";
import { getChosenZone, toOffsetMs } from "./time-zone.ts";

/** Numbers, dates and plurals as people of the visitor's region write them. */
const whole = atFirstUse(() => new Intl.NumberFormat(regionalLocale));
const compact = atFirstUse(
  () => new Intl.NumberFormat(regionalLocale, { notation: "compact", maximumFractionDigits: 1 }),
);
const percent = atFirstUse(() => new Intl.NumberFormat(regionalLocale, { style: "percent", maximumFractionDigits: 1 }));
const inZone = (options: Intl.DateTimeFormatOptions) =>
  atFirstUse(() => new Intl.DateTimeFormat(regionalLocale, { ...options, ...getChosenZone() }));
const dateTime = inZone({ dateStyle: "medium", timeStyle: "short" });
const date = inZone({ dateStyle: "medium" });
const timeOfDay = inZone({ timeStyle: "medium" });
const day = atFirstUse(() => new Intl.DateTimeFormat(regionalLocale, { dateStyle: "medium", timeZone: "UTC" }));
const relative = atFirstUse(() => new Intl.RelativeTimeFormat(regionalLocale, { numeric: "auto" }));
/** "Last month" may be wrong 40 days later, "1 month ago" is not. */
const rounded = atFirstUse(() => new Intl.RelativeTimeFormat(regionalLocale, { numeric: "always" }));
const list = atFirstUse(() => new Intl.ListFormat(regionalLocale, { type: "conjunction" }));
const rules = atFirstUse(() => new Intl.PluralRules(regionalLocale));

/** `12,340` */
export const formatNumber = (value: number) => whole().format(value);
/** `12.3K`, for places where the whole number does not fit */
export const formatCompact = (value: number) => compact().format(value);
/** @param share from 0 to 1 */
export const formatPercent = (share: number) => percent().format(share);
/** A moment in the page's time zone. @param instant ISO 8601 */
export const formatDateTime = (instant: string | number | Date) => dateTime().format(new Date(instant));
export const formatDate = (instant: string | number | Date) => date().format(new Date(instant));
/** A day of a calendar, which is the same in all time zones. @param isoDay such as `2026-11-20` */
export const formatDay = (isoDay: string) => day().format(new Date(`${isoDay}T00:00Z`));
/** To the second, without the day. */
export const formatTimeOfDay = (instant: number) => timeOfDay().format(instant);
/** `a, b and c` */
export const formatList = (items: readonly string[]) => list().format(items);

/** The form of a text for a number: `plural(n, { one: "1 link", other: `${formatNumber(n)} links` })`. */
export function plural(value: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string {
  return forms[rules().select(value)] ?? forms.other;
}

const dayMs = 86_400_000;
/** Units below a day, with their seconds and how many of them make the next one. */
const shortUnits = [
  ["second", 1, 60],
  ["minute", 60, 60],
  ["hour", 3_600, 24],
] as const;
/** Units above a day, with their days and from how many days on they are used. */
const longUnits = [
  ["year", 365.25, 350],
  ["month", 30.4375, 30],
  ["week", 7, 7],
] as const;

/** `3 minutes ago`, `tomorrow`: from a day on, days count as calendars of the page's time zone do. @param instant ISO 8601 */
export function formatRelative(instant: string | number | Date, now = Date.now()): string {
  const time = new Date(instant).getTime();
  const seconds = (time - now) / 1_000;
  for (const [unit, size, most] of shortUnits) {
    const count = Math.round(seconds / size);
    if (Math.abs(count) < most) return relative().format(count, unit);
  }
  // A day of 25 hours may begin and end a whole day apart.
  const days = toDayNumber(time) - toDayNumber(now) || Math.sign(seconds);
  const [unit, size] = longUnits.find(([, , from]) => Math.abs(days) >= from) ?? [];
  return unit ? rounded().format(Math.round(days / size), unit) : relative().format(days, "day");
}

/** Numbers the days of the page's time zone. */
function toDayNumber(time: number): number {
  return Math.floor((time + toOffsetMs(time)) / dayMs);
}
