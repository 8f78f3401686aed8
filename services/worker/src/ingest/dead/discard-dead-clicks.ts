import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Deletes the dead click with this id, or all. Returns their number. */
export async function discardDeadClicks(db: Db, wanted: string): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from dead_clicks where ${wanted} = 'all' or ${hasId(wanted)}`.execute(db);
  return Number(numAffectedRows);
}

export async function isDeadClick(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select from dead_clicks where ${hasId(id)}`.execute(db);
  return rows.length > 0;
}

function hasId(id: string) {
  return sql<boolean>`id::text = lower(${id})`;
}
