import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** SQLSTATE foreign_key_violation: one of the two was deleted meanwhile. */
const foreignKeyViolation = "23503";

/**
 * Excludes other changes of the same pair, so that crossing requests, contradicting answers and blocks see each other's
 * result.
 *
 * @throws Problem "user-not-found" if one of them was deleted
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
