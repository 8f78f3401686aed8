import type { Sparklines, SparklinesQuery } from "@shunt/contracts/analytics";
import { sql } from "kysely";
import { type Caller, visibleTo } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toPeriod } from "./period.ts";

/** Reads one row for each link and day with clicks. */
export async function getSparklines(
  { db }: AnalyticsDeps,
  actor: Caller,
  { link_id: ids, days }: SparklinesQuery,
): Promise<Sparklines> {
  const { from, to } = toPeriod({ days, timezone: "UTC" }, Date.now());
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
    from links where links.id = any(${ids}::uuid[]) and ${visibleTo(actor, "analytics")}`.execute(db);
  return { from, to, items: rows };
}
