import type { DateOrder } from "@shunt/contracts/links";

/** Dates as spreadsheets and other products write them. ISO 8601 stays as it is. */
const dates = [
  /^(?<day>\d\d?)\.(?<month>\d\d?)\.(?<year>\d{4})/,
  /^(?<year>\d{4})\/(?<month>\d\d?)\/(?<day>\d\d?)/,
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?<name>[a-z]{3,9})\.? (?<day>\d\d?)(?:st|nd|rd|th)?,? (?<year>\d{4})/i,
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?<day>\d\d?)[ -](?<name>[a-z]{3,9})\.?[ -](?<year>\d{4})/i,
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)/,
];
const slashed = {
  day_first: /^(?<day>\d\d?)\/(?<month>\d\d?)\/(?<year>\d{4})/,
  month_first: /^(?<month>\d\d?)\/(?<day>\d\d?)\/(?<year>\d{4})/,
};
/** After a date, or nothing. */
const clock =
  /^(?:,? (?:at )?(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?(?: ?(?<half>[ap])\.?m\.?)?(?: ?(?:gmt|utc|z))?(?: ?(?<offset>[+-]\d\d:?\d\d))?(?: \([^()]*\))?)?$/i;
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * A time of a file as ISO 8601: also `31.1.2027 09:00`, `Jan 31, 2027 9:00 AM`, seconds and milliseconds since 1970, and `01/31/2027` if the
 * order is known. Other text is returned as it is. Undefined for the empty time of MySQL.
 */
export function toInstant(text: string, dateOrder: DateOrder | undefined): string | undefined {
  if (/^0000-00-00/.test(text)) return undefined;
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1_000).toISOString();
  if (/^\d{12,13}$/.test(text)) return new Date(Number(text)).toISOString();
  const order = dateOrder ?? (isUnclearDate(text) ? undefined : "day_first");
  const times = (order ? [...dates, slashed[order]] : dates).map(date => toIso(readParts(text, date)));
  return times.find(time => time !== undefined) ?? text;
}

/** Whether a text is a date that another order of day and month would change. */
export function isUnclearDate(text: string): boolean {
  const parts = readParts(text, slashed.day_first);
  return parts !== undefined && Number(parts.day) !== Number(parts.month);
}

type Parts = Partial<Record<string, string>>;

/** Of a date and a time of day. Undefined if the text has another form. */
function readParts(given: string, date: RegExp): Parts | undefined {
  const text = given.replace(/\s+/g, " ");
  const found = date.exec(text);
  const time = found && clock.exec(text.slice(found[0].length));
  return time ? { ...found.groups, ...time.groups } : undefined;
}

/** Undefined for an unknown month, or an hour that does not exist. */
function toIso(parts: Parts | undefined): string | undefined {
  if (!parts) return undefined;
  const { day = "", month, name = "", year, hour, minute, second = "00", half, offset = "Z" } = parts;
  const number = month ?? String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
  const date = `${year}-${number.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (number === "0") return undefined;
  if (hour === undefined) return date;
  const hours = toHours(Number(hour), half);
  return hours === undefined ? undefined : `${date}T${String(hours).padStart(2, "0")}:${minute}:${second}${offset}`;
}

/** Of a day, from an hour with `a` for am, `p` for pm, or neither. */
function toHours(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}
