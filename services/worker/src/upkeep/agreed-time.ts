import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Above this difference, one of two clocks is wrong (ms). Periods of upkeep are a day or longer. */
const toleranceMs = 60 * 60_000;

/**
 * Returns the time of Postgres (ms since 1970), by which upkeep deletes. A clock that jumps ahead by a year would delete all
 * clicks, sessions and names of counted batches, so the clock of this process must agree.
 *
 * @param here the time of this process
 * @throws Error if both clocks differ by more than an hour
 */
export async function readAgreedTime(db: Db, here: () => number): Promise<number> {
  const { rows } = await sql<{ at: string }>`select extract(epoch from clock_timestamp()) * 1000 as at`.execute(db);
  const at = Math.round(Number(rows[0]?.at));
  const differenceS = Math.round((here() - at) / 1_000);
  if (Math.abs(differenceS) * 1_000 <= toleranceMs) return at;
  const direction = differenceS > 0 ? "ahead of" : "behind";
  throw new Error(
    `upkeep that depends on the time does not run, because the clock of this worker is ${Math.abs(differenceS)} s ${direction} that of Postgres: synchronize both by NTP`,
  );
}
