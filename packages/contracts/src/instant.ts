import { z } from "zod";
import { trimInvisible } from "./trim-invisible.ts";

const form = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([Zz]|[+-]\d\d(?::?\d\d)?))?)?$/;

const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const accepted = "must be an ISO 8601 time such as 2027-01-31T09:00:00Z, or a day such as 2027-01-31";

/**
 * A time in a request: ISO 8601 with `T` or a blank before the time, optional seconds, and an offset as `Z`, `+01:00`, `+0100` or
 * `+01`. Without an offset it is in UTC; a day alone means its first moment in UTC. Parses to a `Date` in the years 1970 to 9999,
 * which JavaScript, JSON and Postgres all represent.
 */
export const Instant = z
  .string({ error: issue => (issue.input === undefined ? undefined : accepted) })
  .transform((value, ctx) => {
    const date = parseInstant(trimInvisible(value));
    const problem = date ? yearProblem(date) : formProblem(value);
    if (date && problem === undefined) return date;
    ctx.addIssue({ code: "custom", message: problem ?? accepted, input: value });
    return z.NEVER;
  })
  .meta({
    id: "Instant",
    format: "date-time",
    description:
      "An ISO 8601 time such as `2027-01-31T09:00:00Z`, in the years 1970 to 9999. Without an offset it is in UTC. A day alone, such as `2027-01-31`, means its first moment in UTC.",
    examples: ["2026-12-24T18:00:00Z"],
  });

/** Returns undefined for other forms, and for dates and times that do not exist. */
function parseInstant(value: string): Date | undefined {
  const [, day, minute = "00:00", second = "00", fraction = "", offset = "Z"] = form.exec(value) ?? [];
  if (day === undefined || !isDay(day) || minute > "23:59" || minute.slice(3) > "59" || second > "59") return undefined;
  const zone = toOffset(offset);
  if (zone === undefined) return undefined;
  return new Date(`${day}T${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}${zone}`);
}

/** Returns `+hh:mm`, the only form that ECMAScript guarantees to parse. */
function toOffset(offset: string): string | undefined {
  if (offset.toUpperCase() === "Z") return "Z";
  const hours = offset.slice(1, 3);
  const minutes = offset.slice(3).replace(":", "") || "00";
  return hours <= "23" && minutes <= "59" ? `${offset[0]}${hours}:${minutes}` : undefined;
}

/** Whether the day exists. JavaScript reads 31 February as 3 March. */
function isDay(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

function formProblem(value: string): string {
  return form.test(trimInvisible(value)) ? "is a date or time that does not exist" : accepted;
}

function yearProblem(date: Date): string | undefined {
  const ms = date.getTime();
  return ms >= 0 && ms <= lastMs ? undefined : "must be within the years 1970 to 9999";
}

export const InstantText = z.iso.datetime();

/** A calendar day as `YYYY-MM-DD`, without a time zone. */
export const CalendarDay = z
  .string()
  .overwrite(trimInvisible)
  .refine(value => /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value), {
    error: "must be a day such as 2027-01-31",
    abort: true,
  })
  .refine(day => day >= "1970-01-01", "must be within the years 1970 to 9999")
  .meta({ format: "date" });
