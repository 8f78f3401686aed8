import { countedDimensions, type Db, type LinkDay } from "@shunt/db";
import { sql } from "kysely";
import { maxAgentsOfNetwork } from "../../enrich/visitor-patterns.ts";
import { toPlainArray, toTextArray } from "../store/array-literal.ts";
import { days as daysOf, linkIds } from "./row-arrays.ts";

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
        ${linkIds(days)}, ${daysOf(days)},
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

/** Long conditions take Postgres long to plan. */
const daysAtOnce = 100;

export async function findNamed(tx: Db, linkDays: readonly LinkDay[]): Promise<NamedValue[]> {
  const found: NamedValue[] = [];
  for (let start = 0; start < linkDays.length; start += daysAtOnce)
    found.push(...(await findSomeNamed(tx, linkDays.slice(start, start + daysAtOnce))));
  return found;
}

/**
 * Has a condition for each day, as a join may read all days of a link, which can have as many rows each. Citus refuses a
 * lateral subselect.
 */
async function findSomeNamed(tx: Db, linkDays: readonly LinkDay[]): Promise<NamedValue[]> {
  const names = toPlainArray(countedDimensions.map(({ name }) => name));
  const isWanted = linkDays.map(
    ({ linkId, day }) => sql`(link_id = ${linkId}::uuid and dimension = any(${names}::text[]) and day = ${day}::date)`,
  );
  const isOfDay = linkDays.map(({ linkId, day }) => sql`(link_id = ${linkId}::uuid and day = ${day}::date)`);
  const { rows } = await sql<NamedValue>`
    select link_id as "linkId", day::text as day, dimension, value, detail from link_daily_dimension
    where ${sql.join(isWanted, sql` or `)}
    union
    select link_id, day::text, unnest(dimension), unnest(value), unnest(detail) from packed_dimensions
    where ${sql.join(isOfDay, sql` or `)}`.execute(tx);
  return rows;
}

export async function setNamedValues(
  tx: Db,
  counted: readonly (LinkDay & { counts: readonly number[] })[],
): Promise<void> {
  await sql`
    with counted as materialized (
      select link_id, day, counts::smallint[] as counts from unnest(
        ${linkIds(counted)}, ${daysOf(counted)},
        ${toTextArray(counted.map(({ counts }) => toPlainArray(counts)))}::text[]
      ) as given (link_id, day, counts)
    )
    update link_daily set named_values = counted.counts from counted
    where link_daily.link_id = counted.link_id and link_daily.day = counted.day
      and link_daily.named_values is distinct from counted.counts`.execute(tx);
}
