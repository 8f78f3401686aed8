import type { ClickHouse } from "@shunt/clickhouse";
import type { Db } from "@shunt/db";
import type { VisitedLink } from "./visitors.ts";

/** Returns how often each of the marks is stored. */
export async function countMarksInClickHouse(
  clickHouse: ClickHouse,
  links: readonly VisitedLink[],
  marks: readonly string[],
): Promise<Map<string, number>> {
  const wanted = new Set(marks);
  const counts = new Map<string, number>();
  const rows = clickHouse.stream<{ mark: string; count: number }>(
    `SELECT utm_content AS mark, count() AS count FROM click_events
     WHERE link_id IN {links:Array(UUID)} GROUP BY utm_content`,
    { links: links.map(({ id }) => id) },
  );
  for await (const chunk of rows) for (const { mark, count } of chunk) if (wanted.has(mark)) counts.set(mark, count);
  return counts;
}

/** Returns which of the marks are stored for a link since a time. */
export async function findMarksInClickHouse(
  clickHouse: ClickHouse,
  { link, since, marks }: { link: string; since: Date; marks: readonly string[] },
): Promise<string[]> {
  const rows = await clickHouse.query<{ mark: string }>(
    `SELECT utm_content AS mark FROM click_events WHERE link_id = {link:UUID}
       AND clicked_at >= fromUnixTimestamp64Milli({since:Int64}) AND utm_content IN {marks:Array(String)}`,
    { link, since: since.getTime(), marks },
  );
  return rows.map(({ mark }) => mark);
}

/** Describes the links whose sums in either store differ from their clicks. */
export async function findWrongSumsInClickHouse(
  db: Db,
  clickHouse: ClickHouse,
  links: readonly VisitedLink[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id } of links) {
    const count = async (table: string, sum: string) => {
      const sql = `SELECT ${sum} AS found FROM ${table} WHERE link_id = {id:UUID}`;
      return (await clickHouse.query<{ found: number }>(sql, { id }))[0]?.found ?? 0;
    };
    const [events, people] = [
      await count("click_events", "count()"),
      await count("click_events", "countIf(class = 'human')"),
    ];
    const total = await db
      .selectFrom("link_totals")
      .select(["clicks", "human_clicks as people"])
      .where("link_id", "=", id)
      .executeTakeFirst();
    const sums = [
      total?.clicks ?? 0,
      await count("link_quarter_hourly", "sum(clicks)"),
      await count("link_daily_dimension", "sumIf(clicks, dimension = 'device')"),
    ];
    if (sums.some(sum => sum !== events)) wrong.push(`${id}: ${events} clicks, sums ${sums.join(", ")}`);
    const visitors = await count("click_events", "uniqExact(visitor_hash, toDate(clicked_at))");
    const counted = await count("daily_visitors", "uniqExact(visitor_hash, day)");
    if (visitors !== counted || people !== (total?.people ?? 0))
      wrong.push(`${id}: ${visitors} visitors, ${people} people; sums ${counted}, ${total?.people}`);
  }
  return wrong;
}
