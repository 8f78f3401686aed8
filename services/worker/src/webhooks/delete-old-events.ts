import type { Db } from "@shunt/db";
import { sql } from "kysely";

const keptFor = sql`interval '30 days'`;
/** Few enough for one statement to be done within seconds. */
const eventsAtOnce = 5_000;

/** Deletes what happened long ago, with its deliveries, whatever became of those. */
export async function deleteOldEvents(db: Db): Promise<void> {
  let deleted: number;
  do {
    const { numAffectedRows } = await sql`
      delete from webhook_events where id in (
        select id from webhook_events where created_at < now() - ${keptFor} limit ${sql.lit(eventsAtOnce)}
      )`.execute(db);
    deleted = Number(numAffectedRows ?? 0);
  } while (deleted === eventsAtOnce);
}
