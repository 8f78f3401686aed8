import type { Sparklines } from "@shunt/contracts/analytics";
import { sql } from "kysely";
import type { ChosenLinks, Days } from "../click-reader.ts";
import { addDays, countDays } from "../series/period.ts";
import { findKnownLinks, isOf } from "./known-links.ts";
import type { Sources } from "./sources.ts";
import { bound, ch } from "./statement.ts";

export async function findSparklines(
  { db, ask }: Sources,
  { ids, isReadable }: ChosenLinks,
  days: Days,
): Promise<Sparklines["items"]> {
  const known = await findKnownLinks(db, sql`links.id = any(${ids}::uuid[]) and ${isReadable}`);
  const rows = await ask<{ linkId: string; day: string; clicks: number }>(ch`
    select toString(link_id) as linkId, toString(toDate(at)) as day, sum(human_clicks) as clicks
    from link_quarter_hourly
    where ${isOf(known)} and toDate(at) between ${bound("Date", days.from)} and ${bound("Date", days.to)}
    group by linkId, day`);
  const clicks = new Map(rows.map(row => [`${row.linkId} ${row.day}`, row.clicks]));
  const all = Array.from({ length: countDays(days) }, (_, i) => addDays(days.from, i));
  return [...known.ids, ...known.reset.map(({ id }) => id)].map(id => ({
    link_id: id,
    clicks: all.map(day => clicks.get(`${id} ${day}`) ?? 0),
  }));
}
