import { type RawBuilder, sql } from "kysely";
import type { Period } from "../series/period.ts";

export function startOfPeriod({ from, timeZone }: Period): RawBuilder<Date> {
  return sql`(${from}::date::timestamp at time zone ${timeZone})`;
}

/** The exclusive end of the period. */
export function endOfPeriod({ to, timeZone }: Period): RawBuilder<Date> {
  return sql`((${to}::date + 1)::timestamp at time zone ${timeZone})`;
}

/** The UTC day of a moment. */
export function toUtcDay(moment: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${moment} at time zone 'UTC')::date`;
}

/** The start of a UTC day. */
export function startOfDay(day: RawBuilder<unknown>): RawBuilder<Date> {
  return sql`((${day})::timestamp at time zone 'UTC')`;
}

/**
 * The UTC days that lie in the period as a whole, from `first` until before `last`; `last` may be before `first`. The
 * current UTC day counts as a whole, as it has no later clicks.
 */
export function toWholeDays(period: Period): { first: RawBuilder<unknown>; last: RawBuilder<unknown> } {
  const dayAfter = (moment: RawBuilder<unknown>) => sql`(${toUtcDay(sql`(${moment} - interval '1 microsecond')`)} + 1)`;
  const end = endOfPeriod(period);
  return {
    first: dayAfter(startOfPeriod(period)),
    last: sql`(case when ${end} > now() then ${dayAfter(end)} else ${toUtcDay(end)} end)`,
  };
}
