import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { selectCounts } from "../query/clicks-source.ts";

export type LabelKind = "folder" | "tag";

export interface LabelCounts {
  /** The clicks of all links. */
  total: number;
  /** In descending order. */
  items: readonly { label: string; clicks: number }[];
  /** The clicks of links that have none of the items. */
  others: number;
}

/** Rows of `link_id` and `name`. */
const names: Record<LabelKind, RawBuilder<unknown>> = {
  folder: sql`select id as link_id, folder as name from links where folder is not null`,
  tag: sql`select link_id, name from link_tags join tags on tags.id = tag_id`,
};

/**
 * Counts the clicks of links by their folders or tags. Names that differ only in case are one, as in filters. A link
 * counts for each of its tags.
 */
export async function countByLabel(
  db: Db,
  query: AnalyticsQuery,
  kind: LabelKind,
  limit: number,
): Promise<LabelCounts> {
  const { rows } = await sql<LabelCounts>`
    with counted as (
      select link_id, sum(clicks)::bigint as clicks from ${selectCounts(query)} as click group by link_id
    ), labelled as (
      select link_id, lower(name) as key, name, clicks from counted join (${names[kind]}) as named using (link_id)
    ), top as (
      select key, min(name) as label, sum(clicks)::bigint as clicks from labelled
      group by key having sum(clicks) > 0 order by clicks desc, min(name) collate "C" limit ${limit}
    )
    select
      (select coalesce(sum(clicks), 0)::bigint from counted) as total,
      (select coalesce(sum(clicks), 0)::bigint from counted where not exists (
        select from labelled join top using (key) where labelled.link_id = counted.link_id
      )) as others,
      (select coalesce(json_agg(json_build_object('label', label, 'clicks', clicks)
        order by clicks desc, label collate "C"), '[]') from top) as items`.execute(db, query.execution);
  return rows[0] as LabelCounts;
}
