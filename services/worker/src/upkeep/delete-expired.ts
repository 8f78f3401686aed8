import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { deleteEndedGroups } from "../ingest/clickhouse/begun-groups.ts";
import { toOldestKeyDay } from "../ingest/visitors/visitor-keys.ts";

const dayMs = 24 * 60 * 60_000;
/** Longer than a spool segment can wait on the disk of a redirect that comes back (days). */
const batchDays = 90;
/** How long expired tokens stay, because reuse of one still reveals theft (days). */
const tokenDays = 7;
const noticeDays = 30;
const notificationDays = 90;
const closedReportDays = 90;
const openReportDays = 365;

/**
 * Destroys visitor keys of past days, so that their hashes cannot be traced to visitors. Later clicks of such a day
 * count without a visitor, so its visitors are deleted too.
 */
export async function destroyVisitorKeys(db: Db, now: number): Promise<void> {
  const oldest = toOldestKeyDay(now);
  await db.transaction().execute(async tx => {
    const destroyed = await tx.deleteFrom("visitor_keys").where("day", "<", oldest).returning("day").execute();
    // Scan visitors only once a day, when there is something to delete.
    if (destroyed.length > 0) await tx.deleteFrom("daily_visitors").where("day", "<", oldest).execute();
  });
}

export async function deleteOldBatchNames(db: Db, now: number): Promise<void> {
  const oldest = new Date(now - batchDays * dayMs);
  await db.deleteFrom("ingested_batches").where("ingested_at", "<", oldest).execute();
  await db.deleteFrom("begun_parts").where("begun_at", "<", oldest).execute();
  // Begun once more while another worker recorded it, by a process that was killed then.
  await sql`delete from begun_parts where exists (select from ingested_batches where ingested_batches.name = begun_parts.name)`.execute(
    db,
  );
  await deleteEndedGroups(db);
}

export async function deleteExpiredTokens(db: Db, now: number): Promise<void> {
  const before = new Date(now - tokenDays * dayMs);
  await db.deleteFrom("refresh_tokens").where("expires_at", "<", before).execute();
  await db.deleteFrom("sessions").where("expires_at", "<", before).execute();
  for (const table of ["mail_tokens", "workspace_invitations"] as const)
    await db.deleteFrom(table).where("expires_at", "<", new Date(now)).execute();
}

/** Responses to requests with an Idempotency-Key. */
export async function deleteOldAnswers(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom("idempotent_answers")
    .where("created_at", "<", new Date(now - dayMs))
    .execute();
}

/** Codes whose quarantine has ended. */
export async function deleteFreedCodes(db: Db, now: number): Promise<void> {
  await db.deleteFrom("freed_codes").where("kept_until", "<=", new Date(now)).execute();
}

/** Reports have e-mail addresses of reporters. Open ones wait longer for an administrator. */
export async function deleteOldReports(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom("link_reports")
    .where(eb =>
      eb.or([
        eb("closed_at", "<", new Date(now - closedReportDays * dayMs)),
        eb("reported_at", "<", new Date(now - openReportDays * dayMs)),
      ]),
    )
    .execute();
}

/** Those that are mailed, or that a mail could not be sent for. */
export async function deleteOldNotices(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom("link_notices")
    .where("created_at", "<", new Date(now - noticeDays * dayMs))
    .execute();
}

export async function deleteOldNotifications(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom("social.notifications")
    .where("created_at", "<", new Date(now - notificationDays * dayMs))
    .execute();
}
