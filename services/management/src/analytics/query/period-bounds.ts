import { type RawBuilder, sql } from "kysely";
import type { Period } from "../series/period.ts";

export function startOfPeriod({ from, timeZone }: Period): RawBuilder<Date> {
  return sql`(${from}::date::timestamp at time zone ${timeZone})`;
}

/** The exclusive end of the period. */
export function endOfPeriod({ to, timeZone }: Period): RawBuilder<Date> {
  return sql`((${to}::date + 1)::timestamp at time zone ${timeZone})`;
}
