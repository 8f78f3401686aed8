import { type ClickHouse, noVisitor } from "@shunt/clickhouse";
import type { ClickClass, ClickSource } from "@shunt/contracts/clicks";
import { toDay } from "../aggregate/day.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { toIdPattern } from "./click-ids.ts";
import { rowColumns } from "./click-rows.ts";

export interface Part {
  name: string;
  clicks: readonly StoredClick[];
}

/** Clocks differ. */
const clockMs = 60_000;

type Row = Record<(typeof rowColumns)[number], string> & { at: number; since: number };

/**
 * Returns the clicks that ClickHouse has of a part, which an earlier try wrote. They may differ from the given ones: what is
 * stored decides.
 *
 * @param begunAt when the part was begun (ms since the epoch). Clicks with an impossible time got the time of their try.
 */
export async function findWritten(
  clickHouse: ClickHouse,
  { name, clicks }: Part,
  begunAt: number,
): Promise<StoredClick[]> {
  if (clicks.length === 0) return [];
  const times = clicks.map(({ at }) => at);
  const workspaces = new Map(clicks.map(({ linkId, workspaceId }) => [linkId, workspaceId]));
  const rows = await clickHouse.query<Row>(
    `SELECT ${rowColumns.join(", ")}, toUnixTimestamp64Milli(clicked_at) AS at FROM click_events
     WHERE link_id IN {linkIds:Array(UUID)} AND toString(id) LIKE {pattern:String}
       AND clicked_at >= fromUnixTimestamp64Milli({first:Int64}) AND clicked_at <= fromUnixTimestamp64Milli({last:Int64})
     ORDER BY id`,
    {
      linkIds: [...workspaces.keys()],
      pattern: toIdPattern(name),
      first: times.reduce((first, at) => Math.min(first, at), begunAt - clockMs),
      last: times.reduce((last, at) => Math.max(last, at), begunAt + clockMs),
    },
  );
  return rows.map(row => toStoredClick(row, workspaces.get(row.link_id ?? "") ?? ""));
}

function toStoredClick(row: Row, workspaceId: string): StoredClick {
  const text = (column: string): string | null => row[column] || null;
  return {
    linkId: row.link_id ?? "",
    at: row.at,
    class: row.class as ClickClass,
    classReason: text("class_reason"),
    place: { country: text("country"), region: text("region"), city: text("city") },
    agent: {
      browser: text("browser"),
      browserVersion: text("browser_version"),
      os: text("os"),
      osVersion: text("os_version"),
      device: text("device"),
    },
    referrerHost: text("referrer_host"),
    language: text("language"),
    source: row.source as ClickSource,
    utm: {
      source: text("utm_source"),
      medium: text("utm_medium"),
      campaign: text("utm_campaign"),
      term: text("utm_term"),
      content: text("utm_content"),
    },
    destination: row.destination ?? "",
    rule: text("rule"),
    variant: text("variant"),
    id: row.id ?? "",
    workspaceId,
    day: toDay(row.at),
    visitor: row.visitor_hash === noVisitor ? null : (row.visitor_hash ?? "").replaceAll("-", ""),
    since: row.since,
  };
}
