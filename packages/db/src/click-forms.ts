import { maxDimensionValue } from "@shunt/contracts/analytics";
import { type RawBuilder, type Selectable, sql } from "kysely";
import type { ClickEventsTable } from "./analytics-tables.ts";
import type { Db } from "./create-db.ts";

/** A click, in whatever form it is stored. */
export type ClickRow = Omit<Selectable<ClickEventsTable>, "workspace_id">;
export type ClickRowColumn = keyof ClickRow;

/** Columns of `click_events` that `slim_clicks` replaces with an id, by the column that holds it. */
export const clickParts = {
  place: { table: "click_places", columns: ["country", "region", "city"] },
  agent: { table: "click_agents", columns: ["browser", "browser_version", "os", "os_version", "device"] },
  origin: {
    table: "click_origins",
    columns: ["referrer_host", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"],
  },
  kind: { table: "click_kinds", columns: ["class", "class_reason", "language", "source", "rule", "variant"] },
} as const satisfies Record<string, { table: string; columns: readonly ClickRowColumn[] }>;
export type ClickPart = keyof typeof clickParts;
type PartColumn = (typeof clickParts)[ClickPart]["columns"][number];

/** A column of `clickParts` whose value a click may lack. */
export type OptionalTextColumn = Exclude<PartColumn, "class" | "source">;
export const optionalTextColumns = Object.values(clickParts)
  .flatMap(({ columns }): readonly PartColumn[] => columns)
  .filter((column): column is OptionalTextColumn => column !== "class" && column !== "source");

/** Bit of `slim_clicks.flags`. The lower ones are `click_events.coarse`. */
export const firstVisitFlag = 2 ** 30;

/** Returns `slim_clicks.workspace_key`, from the random end of the id. */
export function toWorkspaceKey(workspaceId: string): number {
  return Number.parseInt(workspaceId.slice(-8), 16) | 0;
}

export interface ClickForm {
  table: "click_events" | "slim_clicks";
  /** Subselect of `ClickRow`s, and of what the others need. */
  rows: RawBuilder<ClickRow>;
  /** Condition on a row `e` of `rows` that an index serves. It may be true for clicks of other workspaces. */
  isOfWorkspace: (workspaceId: string) => RawBuilder<boolean>;
  /** By what this index orders the clicks of a workspace: a time, or what rises with it. */
  toMoment: (clickedAt: RawBuilder<Date>) => RawBuilder<unknown>;
}

/** Postgres skips the joins whose columns a statement does not use, as they are outer joins by a unique key. */
const slimJoins = Object.entries(clickParts).map(
  ([part, { table }]) =>
    sql`left join ${sql.table(table)} as ${sql.id(part)} on ${sql.ref(`${part}.id`)} = ${sql.ref(`s.${part}`)}`,
);

const partFields = Object.fromEntries(
  Object.entries(clickParts).flatMap(([part, { columns }]) =>
    columns.map(column => [column, sql.ref(`${part}.${column}`)]),
  ),
) as Record<PartColumn, RawBuilder<unknown>>;

const slimFields: Readonly<Record<ClickRowColumn, RawBuilder<unknown>>> = {
  clicked_at: sql`s.clicked_at`,
  link_id: sql`s.link_id`,
  id: sql`(lpad(to_hex((date_part('epoch', s.clicked_at) * 1000)::bigint), 12, '0') || '7000' || to_hex(s.short_id))::uuid`,
  visitor_hash: sql`int8send(s.visitor)`,
  ...partFields,
  destination: sql`left(target.url, ${sql.lit(maxDimensionValue)})`,
  destination_hash: sql`case when length(target.url) > ${sql.lit(maxDimensionValue)} then target.hash end`,
  coarse: sql`nullif(s.flags & ${sql.lit(firstVisitFlag - 1)}, 0)`,
  is_first_visit: sql`s.flags & ${sql.lit(firstVisitFlag)} <> 0`,
};
const columns = Object.keys(slimFields) as ClickRowColumn[];

export const clickForms: readonly ClickForm[] = [
  {
    table: "click_events",
    rows: sql`(select ${sql.join(columns.map(column => sql.ref(column)))}, workspace_id from click_events)`,
    isOfWorkspace: id => sql`e.workspace_id = ${id}::uuid`,
    toMoment: clickedAt => clickedAt,
  },
  {
    table: "slim_clicks",
    rows: sql`(
      select ${sql.join(columns.map(column => slimFields[column].as(column)))}, s.workspace_key
      from slim_clicks as s ${sql.join(slimJoins, sql` `)}
      left join link_destinations as target on target.link_id = s.link_id and target.hash = int8send(s.destination)
    )`,
    isOfWorkspace: id => sql`e.workspace_key = ${toWorkspaceKey(id)}::int`,
    toMoment: clickedAt => sql`(date_part('epoch', ${clickedAt} at time zone 'UTC') - 1577836800)::integer`,
  },
];

const rowFields = sql.join(columns.map(column => sql.ref(`e.${column}`)));

/**
 * Subselect of `ClickRow`s of all forms.
 *
 * @param rest what follows `from … as e` in the select of each form, such as a join and a condition: Postgres moves
 * conditions on the result into the selects, but no joins
 */
export function selectClicks(rest: RawBuilder<unknown> = sql``): RawBuilder<ClickRow> {
  return sql`(${sql.join(
    clickForms.map(({ rows }) => sql`select ${rowFields} from ${rows} as e ${rest}`),
    sql` union all `,
  )})`;
}

/** Forms that are written from a certain day on, as the migrations that add them explain. */
export type DatedForm = "packed-dimensions" | "slim-clicks" | "workspace-sums";

/** Returns the first UTC day that is written in a form; `infinity` for none. */
export async function findFirstDay(db: Db, form: DatedForm): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    /* prepared first-day */ select from_day::text as day from click_forms where name = ${form}`.execute(db);
  return rows[0]?.day ?? "infinity";
}

/** For tests and benchmarks, which do not wait for the day. */
export async function setFirstDay(db: Db, form: DatedForm, day: string): Promise<void> {
  await sql`update click_forms set from_day = ${day} where name = ${form}`.execute(db);
}
