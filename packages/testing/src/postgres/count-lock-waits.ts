import type { Db } from "@shunt/db";
import { sql } from "kysely";

/**
 * Counts the sessions of this database that wait for a lock. Other tests have their databases on the same server, and lock
 * tables with the same ids.
 *
 * @param options.seconds counts only those that have waited this long
 */
export async function countLockWaits(db: Db, { seconds = 0 } = {}): Promise<number> {
  // A waiting session holds locks in its own database. pg_stat_activity would not change within a transaction.
  const { rows } = await sql`
    select from pg_locks where not granted and clock_timestamp() - waitstart >= make_interval(secs => ${seconds})
      and pid in (
        select pid from pg_locks
        where database = (select oid from pg_database where datname = current_database())
      )`.execute(db);
  return rows.length;
}
