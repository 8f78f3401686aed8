import type { Db } from "@shunt/db";
import { toOldestKeyDay } from "../ingest/visitors/visitor-keys.ts";

const dayMs = 24 * 60 * 60_000;
/** Longer than any segment waits on the disk of an edge that comes back. */
const batchDays = 90;
/** A token that has expired may still be shown: it then tells of theft for a while. */
const tokenDays = 7;
const notificationDays = 90;

/**
 * Destroys the keys of visitor hashes whose day is over. From then on those hashes lead nowhere, and whoever clicks on
 * that day is counted without a visitor: so who has been seen on it is forgotten as well.
 */
export async function destroyVisitorKeys(db: Db, now: number): Promise<void> {
  const oldest = toOldestKeyDay(now);
  await db.transaction().execute(async tx => {
    const destroyed = await tx.deleteFrom("visitor_keys").where("day", "<", oldest).returning("day").execute();
    // Once a day there is something to do: only then are the visitors looked through.
    if (destroyed.length > 0) await tx.deleteFrom("daily_visitors").where("day", "<", oldest).execute();
  });
}

export async function deleteOldBatchNames(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom("ingested_batches")
    .where("ingested_at", "<", new Date(now - batchDays * dayMs))
    .execute();
}

export async function deleteExpiredTokens(db: Db, now: number): Promise<void> {
  const before = new Date(now - tokenDays * dayMs);
  await db.deleteFrom("refresh_tokens").where("expires_at", "<", before).execute();
  await db.deleteFrom("sessions").where("expires_at", "<", before).execute();
  await db.deleteFrom("mail_tokens").where("expires_at", "<", new Date(now)).execute();
}

/** Answers to requests with an Idempotency-Key. */
export async function deleteOldAnswers(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom("idempotent_answers")
    .where("created_at", "<", new Date(now - dayMs))
    .execute();
}

/** Whether or not somebody has read them. */
export async function deleteOldNotifications(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom("social.notifications")
    .where("created_at", "<", new Date(now - notificationDays * dayMs))
    .execute();
}
