import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { operator } from "../access/index.ts";
import { writeAudit } from "./write-audit.ts";

const action = "backup.created";

/** Records that a complete backup was written, in the audit log. */
export async function recordBackup(db: Db, details: { hasClicks: boolean; bytes: number }): Promise<void> {
  await writeAudit(db, { actor: operator, action, details: { has_clicks: details.hasClicks, bytes: details.bytes } });
}

/** Seconds since the last backup by `shunt backup`; undefined without one. */
export async function readBackupAge(db: Db): Promise<number | undefined> {
  const { rows } = await sql<{ age: number }>`
    /* prepared read-backup-age */
    select greatest(extract(epoch from now() - created_at), 0)::float as age
    from audit_log where action = ${sql.lit(action)}
    order by created_at desc limit 1`.execute(db);
  return rows[0]?.age;
}
