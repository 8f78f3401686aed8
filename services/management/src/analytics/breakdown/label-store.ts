import type { Db } from "@shunt/db";
import { type AbortableQueryOptions, type RawBuilder, sql } from "kysely";
import type { LabelCounts, LabelKind } from "../click-reader.ts";

interface LabelQuery {
  kind: LabelKind;
  limit: number;
  execution: AbortableQueryOptions;
}

/** Rows of `link_id` and `name`. */
const names: Record<LabelKind, RawBuilder<unknown>> = {
  folder: sql`select id as link_id, folder as name from links where folder is not null`,
  tag: sql`select link_id, name from link_tags join tags on tags.id = tag_id`,
};

/** @param counted select of `link_id` and `clicks`, a row for each link */
export async function countByLabel(
  db: Db,
  counted: RawBuilder<unknown>,
  { kind, limit, execution }: LabelQuery,
): Promise<LabelCounts> {
  const { rows } = await sql<LabelCounts>`
    with counted as (
      ${counted}
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
        order by clicks desc, label collate "C"), '[]') from top) as items`.execute(db, execution);
  return rows[0] as LabelCounts;
}
