import { atFirstUse } from "./at-first-use.ts";
import { regionalLocale } from "./locale.ts";
import { getChosenZone } from "./time-zone.ts";

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
const relative = atFirstUse(() => new Intl.RelativeTimeFormat(regionalLocale, { numeric: "auto", style: "long" }));
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
/** To the second, without the day. */
export const formatTimeOfDay = (instant: number) => timeOfDay().format(instant);
/** `a, b and c` */
export const formatList = (items: readonly string[]) => list().format(items);

/** The form of a text for a number: `plural(n, { one: "1 link", other: `${formatNumber(n)} links` })`. */
export function plural(value: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string {
  return forms[rules().select(value)] ?? forms.other;
}

const units = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** `3 minutes ago`, `tomorrow`. @param instant ISO 8601 */
export function formatRelative(instant: string | number | Date, now = Date.now()): string {
  const seconds = (new Date(instant).getTime() - now) / 1_000;
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  return relative().format(Math.round(seconds / size), unit);
}
