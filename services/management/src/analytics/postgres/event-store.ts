import { ClickEvent, type Dimension, dimensions } from "@shunt/contracts/analytics";
import { type ClickForm, clickForms, type Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { Position } from "../../http/index.ts";
import { ofPeriod } from "./clicks-source.ts";
import { fieldOfEvent } from "./dimension-columns.ts";
import type { PostgresQuery } from "./postgres-query.ts";

const { class: classField, ...otherFields } = Object.fromEntries(
  dimensions.map(name => [name, fieldOfEvent(name)]),
) as Record<Dimension, RawBuilder<unknown>>;

/** Of a `ClickRow` `e`. */
const ofClick: Omit<Record<keyof ClickEvent, RawBuilder<unknown>>, "short_code" | "domain"> = {
  id: sql.ref("e.id"),
  clicked_at: sql.ref("e.clicked_at"),
  link_id: sql.ref("e.link_id"),
  class: classField,
  class_reason: sql.ref("e.class_reason"),
  is_first_visit: sql.ref("e.is_first_visit"),
  ...otherFields,
};

/** In the order of `ClickEvent`. */
const fields = Object.keys(ClickEvent.shape).map(name => {
  if (name === "short_code") return sql`link_codes.code as short_code`;
  if (name === "domain") return sql`domains.host as domain`;
  return sql.ref(`e.${name}`);
});

type EventRow = Omit<ClickEvent, "clicked_at"> & { clicked_at: Date };

/** Moments are 32-bit numbers, and a made-up cursor may be beyond them. */
const lastMoment = sql`'2088-01-01T00:00:00Z'::timestamptz`;

/**
 * Reads each link or workspace, and each form, separately, as the indexes are ordered by time only within one of them.
 */
export async function findEvents(
  db: Db,
  query: PostgresQuery,
  after: Position | undefined,
  limit: number,
): Promise<ClickEvent[]> {
  const { links, workspaceIds } = query.scope;
  const parts = new Set(links ? links.map(({ linkId }) => linkId) : workspaceIds);
  const order = sql`e.clicked_at desc, e.id desc limit ${limit}`;
  const columns = Object.entries(ofClick).map(([name, field]) => field.as(name));
  const at = after && sql<Date>`${after.at}::timestamptz`;
  const isPast = after ? sql`and (e.clicked_at, e.id) < (${at}, ${after.id}::uuid)` : sql``;
  const toPart = (id: string, { isOfWorkspace, toMoment }: ClickForm) => {
    if (links) return sql`and e.link_id = ${id}::uuid ${isPast} order by ${order}`;
    const moment = toMoment(sql`e.clicked_at`);
    const isBefore = at ? sql`and ${moment} <= ${toMoment(sql<Date>`least(${at}, ${lastMoment})`)}` : sql``;
    return sql`and ${isOfWorkspace(id)} ${isPast} ${isBefore} order by ${moment} desc, ${order}`;
  };
  const latest = [...parts].flatMap(id =>
    clickForms.map(
      form => sql`(select ${sql.join(columns)} from ${form.rows} as e ${ofPeriod(query)} ${toPart(id, form)})`,
    ),
  );
  const { rows } = await sql<EventRow>`
    select ${sql.join(fields)}
    from (select * from (${sql.join(latest, sql` union all `)}) as e order by ${order}) as e
    join link_codes on link_codes.link_id = e.link_id and is_primary
    join domains on domains.id = link_codes.domain_id
    order by e.clicked_at desc, e.id desc`.execute(db, query.execution);
  return rows.map(row => ({ ...row, clicked_at: row.clicked_at.toISOString() }));
}
