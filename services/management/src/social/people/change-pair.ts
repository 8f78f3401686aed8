import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** SQLSTATE foreign_key_violation: one of the two has been deleted meanwhile. */
const foreignKeyViolation = "23503";

/**
 * Changes what is between two people, in a transaction that nobody else has for the same two at that time: of requests that
 * cross, answers that contradict each other and blocks, each sees what the one before has done.
 *
 * @throws Problem "user-not-found" when one of them is no more
 */
export async function changePair<T>(
  db: Db,
  [one, other]: readonly [string, string],
  change: (tx: Db) => Promise<T>,
): Promise<T> {
  const pair = [one, other].sort().join(" ");
  try {
    return await db.transaction().execute(async tx => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`people ${pair}`}, 0))`.execute(tx);
      return change(tx);
    });
  } catch (err) {
    if ((err as { code?: unknown }).code === foreignKeyViolation)
      throw new Problem("user-not-found", undefined, { cause: err });
    throw err;
  }
}
