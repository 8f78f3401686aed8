import type { Sparklines } from "@shunt/contracts/analytics";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { ChosenLinks, Days } from "../click-reader.ts";

/** Reads one row for each link and day with clicks. */
export async function findSparklines(
  db: Db,
  { ids, isReadable }: ChosenLinks,
  { from, to }: Days,
): Promise<Sparklines["items"]> {
  const { rows } = await sql<Sparklines["items"][number]>`
    with counted as materialized (
      select link_id, day, human_clicks from link_daily
      where link_id = any(${ids}::uuid[]) and day between ${from}::date and ${to}::date
    )
    select links.id as link_id, array(
      select coalesce(human_clicks, 0)::int
      from generate_series(${from}::date, ${to}::date, interval '1 day') as date
      left join counted on link_id = links.id and day = date::date
      order by date
    ) as clicks
    from links where links.id = any(${ids}::uuid[]) and ${isReadable}`.execute(db);
  return rows;
}
