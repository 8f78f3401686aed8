import { countedDimensions, type Db } from "@shunt/db";
import { sql } from "kysely";
import { maxAgentsOfNetwork } from "../../enrich/visitor-patterns.ts";
import { toPlainArray, toTextArray } from "../store/array-literal.ts";

export interface LinkDay {
  linkId: string;
  day: string;
}

export interface NamedValue extends LinkDay {
  dimension: string;
  value: string;
  detail: string;
}

export function toKey({ linkId, day }: LinkDay): string {
  return `${linkId} ${day}`;
}

/** Up to this many clicks, no dimension of a link reaches its limit, and no network shows too many agents. */
export const quietClicks = Math.min(
  maxAgentsOfNetwork,
  ...countedDimensions.flatMap(({ limits }) => limits.map(({ rows }) => rows)),
);

/**
 * Returns the links and days in which a dimension has more rows than `room` allows, or whose rows were not counted yet.
 * `room` is in the order of `link_daily.named_values`.
 */
export async function findCrowded(
  tx: Db,
  days: readonly (LinkDay & { room: readonly number[] })[],
): Promise<LinkDay[]> {
  const { rows } = await sql<{ position: number }>`
    with wanted as materialized (
      select link_id, day, room::smallint[] as room, position
      from unnest(
        ${toPlainArray(days.map(({ linkId }) => linkId))}::uuid[],
        ${toPlainArray(days.map(({ day }) => day))}::date[],
        ${toTextArray(days.map(({ room }) => toPlainArray(room)))}::text[]
      ) with ordinality as given (link_id, day, room, position)
    )
    select position::int as position from wanted join link_daily using (link_id, day)
    where named_values is null or ${isCrowded}`.execute(tx);
  return rows.map(({ position }) => days[position - 1] as LinkDay);
}

/**
 * Compares element by element: a set-returning function would double the cost of the query. Workers of older releases
 * do not count the dimensions that were added since, so those are null.
 */
const isCrowded = sql.join(
  countedDimensions.flatMap(({ limits }, i) => {
    const position = sql.lit(i + 1);
    return limits.length === 0 ? [] : sql`(named_values[${position}] <= room[${position}]) is not true`;
  }),
  sql` or `,
);

/** Looks up one day at a time, as a link may have as many rows on every other day. */
export async function findNamed(tx: Db, linkDays: readonly LinkDay[]): Promise<NamedValue[]> {
  const { rows } = await sql<NamedValue>`
    select wanted.link_id as "linkId", wanted.day::text as day, dimension.name as dimension, value, detail
    from unnest(
      ${toPlainArray(linkDays.map(({ linkId }) => linkId))}::uuid[],
      ${toPlainArray(linkDays.map(({ day }) => day))}::date[]
    ) as wanted (link_id, day)
    cross join unnest(${toPlainArray(countedDimensions.map(({ name }) => name))}::text[]) as dimension (name)
    cross join lateral (
      select value, detail from link_daily_dimension as daily
      where daily.link_id = wanted.link_id and daily.dimension = dimension.name and daily.day = wanted.day
      offset 0
    ) as named`.execute(tx);
  return rows;
}

export async function setNamedValues(
  tx: Db,
  counted: readonly (LinkDay & { counts: readonly number[] })[],
): Promise<void> {
  await sql`
    update link_daily set named_values = counted.counts::smallint[]
    from unnest(
      ${toPlainArray(counted.map(({ linkId }) => linkId))}::uuid[],
      ${toPlainArray(counted.map(({ day }) => day))}::date[],
      ${toTextArray(counted.map(({ counts }) => toPlainArray(counts)))}::text[]
    ) as counted (link_id, day, counts)
    where link_daily.link_id = counted.link_id and link_daily.day = counted.day
      and link_daily.named_values is distinct from counted.counts::smallint[]`.execute(tx);
}
