import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";

const dayMs = 24 * 60 * 60_000;
const keptDays = 7;
/** Per account; the latest stay. */
const maxRequests = 10_000;
/** Keeps each statement within seconds. */
const rowsAtOnce = 20_000;

/** Bounds the log of requests with API keys, by time and by number. */
export async function pruneRequestLog(db: Db, now: number): Promise<void> {
  while ((await deleteBefore(db, new Date(now - keptDays * dayMs))) === rowsAtOnce);
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from request_log group by user_id having count(*) > ${sql.lit(maxRequests)}`.execute(db);
  for (const { userId } of rows) while ((await deleteBeyond(db, userId)) === rowsAtOnce);
}

async function deleteBefore(db: Db, end: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from request_log where id in (
      select id from request_log where id < ${toFirstId(end)} limit ${sql.lit(rowsAtOnce)}
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function deleteBeyond(db: Db, userId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from request_log where id in (
      select id from request_log where user_id = ${userId}
      order by id desc offset ${sql.lit(maxRequests)} limit ${sql.lit(rowsAtOnce)}
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Ids begin with the time. */
function toFirstId(at: Date): string {
  return uuidv7({ msecs: at.getTime(), random: new Uint8Array(16), seq: 0 });
}
