import { sql } from "kysely";
import { bigints, dates, uuids } from "../store/binary-array.ts";
import type { Counts, VisitorCounts } from "./aggregate.ts";

export function linkIds(rows: readonly { linkId: string }[]) {
  return uuids(rows.map(row => row.linkId));
}

export function days(rows: readonly { day: string }[]) {
  return dates(rows.map(row => row.day));
}

export function counts(rows: readonly Counts[]) {
  return sql`${bigints(rows.map(row => row.clicks))}, ${bigints(rows.map(row => row.humanClicks))}`;
}

export function visitorCounts(rows: readonly VisitorCounts[]) {
  return sql`${bigints(rows.map(row => row.uniqueVisitors))}, ${bigints(rows.map(row => row.scans))}`;
}
