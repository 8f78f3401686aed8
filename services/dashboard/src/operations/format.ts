import { atFirstUse } from "../messages/at-first-use.ts";
import { regionalLocale } from "../messages/locale.ts";

const inUnit = (unit: string, maximumFractionDigits = 0) =>
  atFirstUse(
    () => new Intl.NumberFormat(regionalLocale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits }),
  );

const ages = [
  { unit: inUnit("day"), size: 86_400, from: 2 * 86_400 },
  { unit: inUnit("hour"), size: 3_600, from: 2 * 3_600 },
  { unit: inUnit("minute"), size: 60, from: 120 },
];
const seconds = inUnit("second");

/** `12 sec`, `4 min`: a duration in one unit. */
export function formatAge(value: number): string {
  const age = ages.find(({ from }) => value >= from);
  return age ? age.unit().format(Math.floor(value / age.size)) : seconds().format(Math.round(value));
}

const sizes = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"].map(unit => inUnit(unit, 1));

export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(bytes) / 3));
  return sizes[step]?.().format(bytes / 1_000 ** step) ?? "";
}

const milliseconds = inUnit("millisecond", 1);
export const formatMilliseconds = (value: number) => milliseconds().format(value);
