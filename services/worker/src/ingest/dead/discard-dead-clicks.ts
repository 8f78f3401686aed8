import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Deletes the dead click with this id, or all. Returns their number. */
export async function discardDeadClicks(db: Db, wanted: string): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from dead_clicks where ${wanted} = 'all' or id::text = lower(${wanted})`.execute(db);
  return Number(numAffectedRows);
}
