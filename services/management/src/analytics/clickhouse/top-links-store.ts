import type { TopLinks, Totals } from "@shunt/contracts/analytics";
import { type RawBuilder, sql } from "kysely";
import { type HourRow, toHeatMap } from "../summary/heat-map.ts";
import type { ClickHouseQuery } from "./clickhouse-query.ts";
import { localSeconds, selectClicks, selectCounts } from "./clicks-source.ts";
import { sums } from "./series-store.ts";
import type { Sources } from "./sources.ts";
import { bound, ch } from "./statement.ts";

type TopLink = TopLinks["items"][number];

export async function findTopLinks({ db, ask }: Sources, query: ClickHouseQuery, limit: number): Promise<TopLink[]> {
  // As text, since ClickHouse compares the second half of an UUID first.
  const statement = ch`
    select toString(link_id) as linkId, ${sums} from ${selectCounts(query)} as click
    group by linkId having clicks > 0 order by clicks desc, linkId limit ${bound("UInt32", limit)}`;
  const counted = await ask<Totals & { linkId: string }>(statement, query.signal);
  const ids = counted.map(({ linkId }) => linkId);
  const { rows } = await sql<Omit<TopLink, keyof Totals>>`
    select links.id as link_id, code as short_code, host as domain, target_url as original_url, title
    from links join link_codes on link_id = links.id and is_primary join domains on domains.id = domain_id
    where links.id = any(${ids}::uuid[])`.execute(db, query.execution);
  const links = new Map(rows.map(row => [row.link_id, row]));
  return counted.flatMap(({ linkId, ...totals }) => {
    const link = links.get(linkId);
    return link ? { ...link, ...totals } : [];
  });
}

export async function findHeatMap({ ask }: Sources, query: ClickHouseQuery): Promise<number[][]> {
  const statement = ch`
    select toDayOfWeek(toDate(intDiv(local, 86400))) as weekday, intDiv(local % 86400, 3600) as hour, sum(counted) as clicks
    from (select ${localSeconds(query)} as local, clicks as counted from ${selectClicks(query)} as click)
    group by weekday, hour`;
  return toHeatMap(await ask<HourRow>(statement, query.signal));
}

/** Rows of `link_id` and `clicks` for Postgres. */
export async function findCountsOfLinks({ ask }: Sources, query: ClickHouseQuery): Promise<RawBuilder<unknown>> {
  const statement = ch`
    select groupArray(linkId) as ids, groupArray(counted) as counts from (
      select toString(link_id) as linkId, sum(clicks) as counted from ${selectClicks(query)} as click group by linkId
    )`;
  const [{ ids, counts } = { ids: [], counts: [] }] = await ask<{ ids: string[]; counts: number[] }>(
    statement,
    query.signal,
  );
  return sql`select link_id, clicks from unnest(${ids}::uuid[], ${counts}::bigint[]) as of_link (link_id, clicks)`;
}
