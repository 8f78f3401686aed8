import type { ClickForm, Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** Keeps each statement within seconds. */
const clicksAtOnce = 20_000;

/**
 * Returns the time up to which about 20,000 of a link's clicks match a condition, so that they can be changed in steps;
 * undefined if none matches. Clicks have no key that all forms share.
 *
 * @param condition on columns of the table, such as `link_id`
 */
export async function findBatchEnd(
  db: Db,
  table: ClickForm["table"],
  condition: RawBuilder<unknown>,
): Promise<string | undefined> {
  const { rows } = await sql<{ end: string | null }>`
    select max(clicked_at)::text as end from (
      select clicked_at from ${sql.table(table)} where ${condition} order by clicked_at limit ${sql.lit(clicksAtOnce)}
    ) as first`.execute(db);
  return rows[0]?.end ?? undefined;
}
