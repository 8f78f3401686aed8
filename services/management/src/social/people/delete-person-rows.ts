import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Small enough that one statement, with its cascades, takes seconds at most. */
const rowsAtOnce = 200;

/** Tables where a person can have many rows. The rest is deleted with the account. */
const largeTables = [
  { table: "social.posts", of: "author_id" },
  { table: "social.comments", of: "author_id" },
  { table: "social.likes", of: "user_id" },
  { table: "social.notifications", of: "user_id" },
  { table: "social.notifications", of: "actor_id" },
] as const;

/** Safe to run again if interrupted. */
export async function deletePersonRows(db: Db, userId: string): Promise<void> {
  for (const { table, of } of largeTables) {
    let deleted: bigint | undefined;
    do {
      ({ numAffectedRows: deleted } = await sql`
        delete from ${sql.table(table)} where ctid = any(array(
          select ctid from ${sql.table(table)} where ${sql.ref(of)} = ${userId} limit ${sql.lit(rowsAtOnce)}
        ))`.execute(db));
    } while (deleted);
  }
}
