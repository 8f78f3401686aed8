import type { Db } from "@shunt/db";
import { sql } from "kysely";

const keptFor = sql`interval '30 days'`;
/** Keeps each statement within seconds. */
const eventsAtOnce = 5_000;

/** Deletes events of any status, with their deliveries. */
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
