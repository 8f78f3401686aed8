import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { type Actor, userIdOf } from "../access/index.ts";

export interface AuditEntry {
  /** The actor, or the account that a mailed token proves. */
  actor: Actor | { userId: string };
  /** What was done, such as `link.numbers-reset`. */
  action: string;
  /** Of the link, account or whatever it was done to. */
  subjectId?: string;
  details?: Record<string, unknown>;
}

/**
 * Notes who did what, within the transaction that does it. What was done to a link or a webhook stands in the log of its
 * workspace, the rest in that of nobody but the administrators.
 */
export async function writeAudit(tx: Db, { actor, action, subjectId, details = {} }: AuditEntry): Promise<void> {
  const subject = subjectId ?? null;
  await sql`
    insert into audit_log (id, workspace_id, actor_id, action, subject_id, details)
    select ${uuidv7()}, coalesce(
        (select workspace_id from links where id = ${subject}::uuid),
        (select workspace_id from webhooks where id = ${subject}::uuid)
      ), ${userIdOf(actor) ?? null}, ${action}, ${subject}, ${JSON.stringify(details)}`.execute(tx);
}
