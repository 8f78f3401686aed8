import { type ClickEvent, type Dimension, dimensions } from "@shunt/contracts/analytics";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { Position } from "../../http/index.ts";
import { fieldOfEvent } from "../breakdown/dimension-columns.ts";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { selectEvents } from "../query/clicks-source.ts";

const { class: classField, ...otherFields } = Object.fromEntries(
  dimensions.map(name => [name, fieldOfEvent(name)]),
) as Record<Dimension, RawBuilder<unknown>>;

/** In the order of `ClickEvent`. */
const fields: Record<keyof ClickEvent, RawBuilder<unknown>> = {
  id: sql.ref("e.id"),
  clicked_at: sql.ref("e.clicked_at"),
  link_id: sql.ref("e.link_id"),
  short_code: sql.ref("link_codes.code"),
  domain: sql.ref("domains.host"),
  class: classField,
  class_reason: sql.ref("e.class_reason"),
  is_first_visit: sql.ref("e.is_first_visit"),
  ...otherFields,
};

type EventRow = Omit<ClickEvent, "clicked_at"> & { clicked_at: Date };

/**
 * The latest first. Reads each link or workspace separately, as the indexes are ordered by time only within one of
 * them.
 */
export async function findEvents(
  db: Db,
  query: AnalyticsQuery,
  after: Position | undefined,
  limit: number,
): Promise<ClickEvent[]> {
  const { links, workspaceIds } = query.scope;
  const parts = links ? links.map(({ linkId }) => linkId) : workspaceIds;
  const isOfPart = links ? sql`e.link_id = part.id` : sql`e.workspace_id = part.id`;
  const order = sql`order by e.clicked_at desc, e.id desc limit ${limit}`;
  const isPast = sql`and (e.clicked_at, e.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`;
  const { rows } = await sql<EventRow>`
    select ${sql.join(Object.entries(fields).map(([name, field]) => field.as(name)))}
    from (
      select e.* from (select distinct unnest(${parts}::uuid[]) as id) as part cross join lateral (
        select * from ${selectEvents(query)} as e where ${isOfPart} ${after ? isPast : sql``} ${order}
      ) as e ${order}
    ) as e
    join link_codes on link_codes.link_id = e.link_id and is_primary
    join domains on domains.id = link_codes.domain_id
    order by e.clicked_at desc, e.id desc`.execute(db, query.execution);
  return rows.map(row => ({ ...row, clicked_at: row.clicked_at.toISOString() }));
}
