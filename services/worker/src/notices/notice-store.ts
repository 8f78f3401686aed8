import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";

/** Longer than sending a mail takes. */
const lease = sql`interval '2 minutes'`;

export interface ClaimedNotice {
  id: string;
  mailId: string;
  email: string;
  isVerified: boolean;
  /** That the account has chosen. */
  language: string | null;
  kind: "blocked" | "unsafe";
  reason: string | null;
  targetUrl: string;
  code: string;
  /** Null for the shared domain. */
  host: string | null;
  attempts: number;
}

/** Claims the due notices of one owner: those of a mail that failed, or all that were in no mail yet. */
export async function claimNotices(db: Db): Promise<ClaimedNotice[]> {
  const { rows } = await sql<ClaimedNotice>`
    with chosen as (
      select user_id, mail_id from link_notices where mail_settled_at is null and due_at <= now() order by due_at limit 1
    ), claimed as materialized (
      select link_notices.id from link_notices join chosen
        on chosen.user_id = link_notices.user_id and chosen.mail_id is not distinct from link_notices.mail_id
      where mail_settled_at is null and due_at <= now() order by link_notices.id for update of link_notices skip locked
    )
    update link_notices set mail_id = coalesce(mail_id, ${uuidv7()}::uuid), attempts = attempts + 1, due_at = now() + ${lease}
    from users, links join link_codes on link_codes.link_id = links.id and is_primary join domains on domains.id = domain_id
    where link_notices.id in (select id from claimed) and users.id = user_id and links.id = link_notices.link_id
    returning link_notices.id, mail_id as "mailId", email, is_verified as "isVerified", language, kind, reason, target_url as "targetUrl", code, host, attempts`.execute(
    db,
  );
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

export async function settleNotices(db: Db, ids: readonly string[]): Promise<void> {
  await sql`update link_notices set mail_settled_at = now() where id = any(${ids}::uuid[])`.execute(db);
}

export async function postponeNotices(db: Db, ids: readonly string[], inMs: number): Promise<void> {
  await sql`
    update link_notices set due_at = now() + make_interval(secs => ${inMs / 1_000}) where id = any(${ids}::uuid[])`.execute(
    db,
  );
}
