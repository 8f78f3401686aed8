import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Few enough for one statement to be done within seconds, with what hangs on each of them. */
const rowsAtOnce = 200;

/** Where there may be many of somebody. The rest goes with the account. */
const written = [
  { table: "social.posts", of: "author_id" },
  { table: "social.comments", of: "author_id" },
  { table: "social.likes", of: "user_id" },
  { table: "social.notifications", of: "user_id" },
  { table: "social.notifications", of: "actor_id" },
] as const;

/** Deletes what somebody has written and liked, and what was told of it. Safe to be broken off and done again. */
export async function deletePersonRows(db: Db, userId: string): Promise<void> {
  for (const { table, of } of written) {
    let deleted: bigint | undefined;
    do {
      ({ numAffectedRows: deleted } = await sql`
        delete from ${sql.table(table)} where ctid = any(array(
          select ctid from ${sql.table(table)} where ${sql.ref(of)} = ${userId} limit ${sql.lit(rowsAtOnce)}
        ))`.execute(db));
    } while (deleted);
  }
}
