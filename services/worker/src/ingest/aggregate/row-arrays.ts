import { sql } from "kysely";
import { toPlainArray } from "../store/array-literal.ts";
import type { Counts, VisitorCounts } from "./aggregate.ts";

export function linkIds(rows: readonly { linkId: string }[]) {
  return sql`${toPlainArray(rows.map(row => row.linkId))}::uuid[]`;
}

export function days(rows: readonly { day: string }[]) {
  return sql`${toPlainArray(rows.map(row => row.day))}::date[]`;
}

export function counts(rows: readonly Counts[]) {
  return sql`${toPlainArray(rows.map(row => row.clicks))}::bigint[], ${toPlainArray(rows.map(row => row.humanClicks))}::bigint[]`;
}

export function visitorCounts(rows: readonly VisitorCounts[]) {
  return sql`${toPlainArray(rows.map(row => row.uniqueVisitors))}::bigint[], ${toPlainArray(rows.map(row => row.scans))}::bigint[]`;
}
