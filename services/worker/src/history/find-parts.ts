import { clickForms, type Db } from "@shunt/db";
import { sql } from "kysely";
import { findClickPartitionDays } from "../upkeep/click-partitions.ts";
import { dimensions, events, type HistoryKind, openVisitors, orphans, quarters, visitors } from "./history-kinds.ts";
import { findMoves } from "./move-store.ts";

export interface HistoryPart {
  kind: HistoryKind;
  part: string;
}

/**
 * Lists the parts of the history in Postgres, in the order in which they are copied.
 *
 * @param lastDay the last day whose visitors are counted in ClickHouse
 */
export async function findParts(db: Db, lastDay: string): Promise<HistoryPart[]> {
  const hasSums = await hasRows(db, "link_quarter_hourly");
  const hasValues = (await hasRows(db, "link_daily_dimension")) || (await hasRows(db, "packed_dimensions"));
  return [
    // First, as these visitors must be copied before their day is counted.
    ...(hasSums ? [{ kind: openVisitors, part: lastDay }] : []),
    ...(await findClickDays(db)).map(part => ({ kind: events, part })),
    ...(hasSums ? [{ kind: quarters, part: "" }] : []),
    ...(hasSums ? [{ kind: visitors, part: lastDay }] : []),
    ...(hasValues ? [{ kind: dimensions, part: "" }] : []),
    ...((await hasRows(db, "orphan_hits")) ? [{ kind: orphans, part: "" }] : []),
  ];
}

/** Whether Postgres has parts of the history that are not copied. Does not look for clicks that were added to a copied part. */
export async function hasUnmovedHistory(db: Db): Promise<boolean> {
  for (const { kind, part } of await findParts(db, "")) {
    const moves = await findMoves(db, kind.name);
    const isKnown = (move: { part: string }) => move.part === part || kind === openVisitors || kind === visitors;
    if (!moves.some(move => move.isDone && isKnown(move))) return true;
  }
  return false;
}

async function hasRows(
  db: Db,
  table: "link_quarter_hourly" | "link_daily_dimension" | "packed_dimensions" | "orphan_hits",
) {
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
  return rows.length > 0;
}

/** UTC days with single clicks in any form, earliest first. */
async function findClickDays(db: Db): Promise<string[]> {
  const days = new Set<string>();
  const partitions = await findClickPartitionDays(db);
  for (const { table } of clickForms) {
    const { rows } = await sql<{ day: string }>`
      select day::text as day from unnest(${partitions}::date[]) as day where exists (
        select 1 from ${sql.table(table)} where clicked_at >= day::timestamp at time zone 'UTC'
          and clicked_at < (day + 1)::timestamp at time zone 'UTC'
      )
      union
      select distinct ((clicked_at at time zone 'UTC')::date)::text from ${sql.table(`${table}_default`)}`.execute(db);
    for (const { day } of rows) days.add(day);
  }
  return [...days].sort();
}
