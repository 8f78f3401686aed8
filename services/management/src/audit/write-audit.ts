import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Actor } from "../context.ts";

export interface AuditEntry {
  actor: Actor;
  /** What was done, such as `link.numbers-reset`. */
  action: string;
  linkId: string;
  details?: Record<string, unknown>;
}

/** Notes in the log of the link's workspace who did what, within the transaction that does it. */
export async function writeAudit(tx: Db, { actor, action, linkId, details = {} }: AuditEntry): Promise<void> {
  await sql`
    insert into audit_log (id, workspace_id, actor_id, action, subject_id, details)
    select ${uuidv7()}, workspace_id, ${actor.userId}, ${action}, id, ${JSON.stringify(details)}
    from links where id = ${linkId}`.execute(tx);
}
