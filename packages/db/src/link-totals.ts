import { type RawBuilder, sql } from "kysely";

export interface CountedLink {
  link_id: string;
  human_clicks: number;
  last_clicked_at: Date;
}

/**
 * The counts of some links, as a subselect to join with `links`. Where the tables of clicks are distributed (Citus), a
 * join with `link_totals` itself would read the whole table, or be refused.
 *
 * @param ids SQL for an array of ids, or a select of ids that reads none of those tables
 */
export function selectTotals(ids: RawBuilder<unknown>): RawBuilder<CountedLink> {
  return sql`(select link_id, human_clicks, last_clicked_at from link_totals where link_id = any(${ids}))`;
}
