import type { Db } from "@shunt/db";
import { sql } from "kysely";

const maxUserAgent = 300;
/** Per account, including ended sessions: frequent sign-ins must not fill the table. */
const maxSessions = 100;

export interface SessionRecord {
  id: string;
  userAgent: string;
  createdAt: Date;
  lastUsedAt: Date;
}

/** Creates the session, or extends it until `expiresAt` if it exists. */
export async function upsertSession(
  db: Db,
  session: { id: string; userId: string; userAgent: string; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto("sessions")
    .values({
      id: session.id,
      user_id: session.userId,
      user_agent: session.userAgent.slice(0, maxUserAgent).toWellFormed(),
      expires_at: session.expiresAt,
    })
    .onConflict(conflict =>
      conflict.column("id").doUpdateSet({ last_used_at: sql`now()`, expires_at: session.expiresAt }),
    )
    .execute();
}

/** Deletes all but the newest hundred sessions of an account, ended ones first. A deleted session has no access. */
export async function trimSessions(db: Db, userId: string): Promise<void> {
  await sql`
    with surplus as (
      delete from sessions where id in (
        select id from sessions where user_id = ${userId}
        order by (ended_at is null) desc, last_used_at desc offset ${maxSessions}
      )
      returning id
    )
    delete from refresh_tokens where family_id in (select id from surplus)`.execute(db);
}

export async function findSessions(db: Db, userId: string): Promise<SessionRecord[]> {
  return db
    .selectFrom("sessions")
    .select(["id", "user_agent as userAgent", "created_at as createdAt", "last_used_at as lastUsedAt"])
    .where("user_id", "=", userId)
    .where("ended_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .orderBy("last_used_at", "desc")
    .limit(1_000)
    .execute();
}

/** Whether the session is active. It cannot end before the transaction does. */
export async function lockSession(tx: Db, id: string | undefined): Promise<boolean> {
  const { rows } = await sql`
    select from sessions where id = ${id ?? null}::uuid and ended_at is null for share`.execute(tx);
  return rows.length > 0;
}

/** Returns the number of sessions. */
export async function endSessions(
  db: Db,
  userId: string,
  which: { only: string } | { except: string | undefined },
): Promise<number> {
  let ending = db
    .updateTable("sessions")
    .set({ ended_at: sql`now()` })
    .where("user_id", "=", userId)
    .where("ended_at", "is", null);
  if ("only" in which) ending = ending.where("id", "=", which.only);
  else if (which.except !== undefined) ending = ending.where("id", "!=", which.except);
  const ended = await ending.returning("id").execute();
  return ended.length;
}
