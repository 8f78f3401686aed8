import {
  ClickEvent,
  type Dimension,
  type DimensionEntry,
  dimensions,
  dimensionTable,
} from "@shunt/contracts/analytics";
import { sql } from "kysely";
import type { Position } from "../../http/index.ts";
import type { ClickHouseQuery } from "./clickhouse-query.ts";
import { noVisitorHash, selectEvents } from "./clicks-source.ts";
import { fieldOfEvent } from "./dimension-columns.ts";
import { findFirstVisits, type Visit } from "./first-visits.ts";
import { moment } from "./moments.ts";
import type { Sources } from "./sources.ts";
import { bound, ch, join, raw, type Statement } from "./statement.ts";

interface EventRow extends Visit, Record<Dimension, string> {
  classReason: string;
}

type Address = Pick<ClickEvent, "short_code" | "domain">;

const fields = dimensions.map(name => ch`${fieldOfEvent(name)} as ${raw(`"${name}"`)}`);

export async function findEvents(
  sources: Sources,
  query: ClickHouseQuery,
  after: Position | undefined,
  limit: number,
): Promise<ClickEvent[]> {
  const statement = selectPage(query, after, limit);
  const rows = await sources.ask<EventRow & { eventId: string }>(statement, query.signal);
  const events = rows.map(({ eventId: id, ...row }) => ({ ...row, id }));
  const addresses = await findAddresses(sources, query, events);
  const firstVisits = await findFirstVisits(sources, events, query.signal);
  return events.flatMap(row => {
    const address = addresses.get(row.linkId);
    return address ? [toEvent(row, address, firstVisits.has(row.id))] : [];
  });
}

/** Of one link, reads little more than the page; of several, the time of each click up to it. */
export function selectPage(
  query: Parameters<typeof selectEvents>[0],
  after: Position | undefined,
  limit: number,
): Statement {
  const at = moment(Date.parse(after?.at ?? ""));
  // Ids as text, since ClickHouse compares the second half of an UUID first. The first condition is for the index.
  const isPast = after
    ? ch`where e.clicked_at <= ${at} and (e.clicked_at < ${at} or toString(e.id) < ${bound("String", after.id)})`
    : raw("");
  return ch`
    select toString(e.id) as eventId, toUnixTimestamp64Milli(e.clicked_at) as at, toString(e.link_id) as linkId, since,
      e.class_reason as classReason,
      if(e.visitor_hash = ${noVisitorHash}, null, toString(e.visitor_hash)) as visitor, ${join(fields, ", ")}
    from ${selectEvents(query)} as e ${isPast}
    order by e.clicked_at desc, eventId desc limit ${bound("UInt32", limit)}`;
}

async function findAddresses({ db }: Sources, { execution }: ClickHouseQuery, events: readonly EventRow[]) {
  const ids = [...new Set(events.map(({ linkId }) => linkId))];
  const { rows } = await sql<Address & { linkId: string }>`
    select link_id as "linkId", code as short_code, host as domain
    from link_codes join domains on domains.id = domain_id
    where link_id = any(${ids}::uuid[]) and is_primary`.execute(db, execution);
  return new Map(rows.map(({ linkId, ...address }): [string, Address] => [linkId, address]));
}

function toEvent(row: EventRow, address: Address, isFirstVisit: boolean): ClickEvent {
  const values: Record<keyof ClickEvent, unknown> = {
    id: row.id,
    clicked_at: new Date(row.at).toISOString(),
    link_id: row.linkId,
    ...address,
    class_reason: row.classReason || null,
    is_first_visit: isFirstVisit,
    ...(Object.fromEntries(dimensions.map(name => [name, toValue(name, row[name])])) as Record<
      Dimension,
      string | null
    >),
  };
  // In the order of `ClickEvent`.
  return Object.fromEntries(
    Object.keys(ClickEvent.shape).map(name => [name, values[name as keyof ClickEvent]]),
  ) as ClickEvent;
}

function toValue(dimension: Dimension, value: string): string | null {
  const { isRequired }: DimensionEntry = dimensionTable[dimension];
  return value === "" && !isRequired ? null : value;
}
