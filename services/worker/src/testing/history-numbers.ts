import type { ClickHouse } from "@shunt/clickhouse";
import { type Db, selectClicks, selectDimensionCounts } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** Numbers of a link since its last reset in one store, as lines that can be compared. */
export type LinkNumbers = Record<"events" | "quarters" | "visitors" | "values", string[]>;

export async function readFromPostgres(db: Db, linkId: string): Promise<LinkNumbers> {
  const id = sql`${linkId}::uuid`;
  const utc = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')`;
  const read = async (fields: RawBuilder<unknown>[], rest: RawBuilder<unknown>) => {
    const texts = fields.map(field => sql`coalesce((${field})::text, '')`);
    const { rows } = await sql<{
      line: string;
    }>`select concat_ws('|', ${sql.join(texts)}) as line from ${rest}`.execute(db);
    return rows.map(({ line }) => line).sort();
  };
  const [clicks, people, scans] = ["clicks", "human_clicks", "scans"].map(name =>
    sql.ref(name),
  ) as RawBuilder<unknown>[];
  return {
    events: await read(
      ["id", "class", "city", "browser_version", "destination", "utm_source"].map(name => sql.ref(`e.${name}`)),
      sql`${selectClicks(sql`
        join (select id, clicks_since from links) as known on known.id = e.link_id and e.clicked_at >= known.clicks_since
        where e.link_id = ${id}`)} as e`,
    ),
    quarters: await read(
      [utc("at"), clicks, people, scans] as RawBuilder<unknown>[],
      sql`link_quarter_hourly where link_id = ${id}`,
    ),
    visitors: await read(
      [sql`day`, sql`sum(unique_visitors)`],
      sql`(select (at at time zone 'UTC')::date as day, unique_visitors from link_quarter_hourly where link_id = ${id}) as q
        where unique_visitors > 0 group by day`,
    ),
    values: await read(
      [sql`day`, sql`dimension`, sql`value`, sql`detail`, sql`sum(clicks)`, sql`sum(human_clicks)`],
      sql`${selectDimensionCounts(sql`d.link_id = ${id}`)} as d group by day, dimension, value, detail`,
    ),
  };
}

export async function readFromClickHouse(clickHouse: ClickHouse, linkId: string, since = 0): Promise<LinkNumbers> {
  const isOfLink = "link_id = {linkId:UUID} AND since = {since:UInt64}";
  const lastFolded = "(SELECT max(day) FROM folded_days)";
  const read = async (fields: string[], rest: string) => {
    const line = fields.map(field => `toString(${field})`).join(", '|', ");
    const rows = await clickHouse.query<{ line: string }>(`SELECT concat(${line}) AS line FROM ${rest}`, {
      linkId,
      since,
    });
    return rows.map(each => each.line).sort();
  };
  return {
    events: await read(
      ["id", "class", "city", "browser_version", "destination", "utm_source"],
      `click_events WHERE ${isOfLink}`,
    ),
    quarters: await read(
      ["at", "sum(clicks)", "sum(human_clicks)", "sum(scans)"],
      `link_quarter_hourly WHERE ${isOfLink} GROUP BY at`,
    ),
    visitors: await read(
      ["day", "sum(visitors)"],
      `(SELECT toDate(at) AS day, visitors FROM link_visitors WHERE ${isOfLink} AND day <= ${lastFolded}
        UNION ALL SELECT day, 1 FROM daily_visitors WHERE ${isOfLink} AND day > ${lastFolded} GROUP BY day, visitor_hash)
       GROUP BY day`,
    ),
    values: await read(
      ["day", "dimension", "value", "detail", "sum(clicks)", "sum(human_clicks)"],
      `link_daily_dimension WHERE ${isOfLink} GROUP BY day, dimension, value, detail`,
    ),
  };
}
