import { type RawBuilder, sql } from "kysely";
import { byteas, dates, uuids } from "../store/binary-array.ts";
import type { StoredClick } from "../store/stored-click.ts";

/** Links, days and hashes of clicks of visitors, as arrays of a statement. */
export function visitorArrays(clicks: readonly StoredClick[]): RawBuilder<unknown> {
  return sql`${uuids(clicks.map(click => click.linkId))}, ${dates(clicks.map(click => click.day))}, ${byteas(
    clicks.map(click => click.visitor as string),
  )}`;
}
