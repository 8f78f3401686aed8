import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { type Actor, userIdOf } from "../access/index.ts";

export interface AuditEntry {
  /** An account, for an action with a mailed token. */
  actor: Actor | { userId: string };
  /** For example `link.numbers-reset`. */
  action: string;
  /** The id of the link, account or other subject of the action. */
  subjectId?: string;
  /** Of a subject that the log cannot look up by its id. */
  workspaceId?: string;
  details?: Record<string, unknown>;
}

/** Entries about a link, a webhook or a UTM template belong to its workspace. */
export async function writeAudit(
  tx: Db,
  { actor, action, subjectId, workspaceId, details = {} }: AuditEntry,
): Promise<void> {
  const subject = subjectId ?? null;
  await sql`
    insert into audit_log (id, workspace_id, actor_id, action, subject_id, details)
    select ${uuidv7()}, coalesce(
        ${workspaceId ?? null}::uuid,
        (select workspace_id from links where id = ${subject}::uuid),
        (select workspace_id from webhooks where id = ${subject}::uuid),
        (select workspace_id from utm_templates where id = ${subject}::uuid)
      ), ${userIdOf(actor) ?? null}, ${action}, ${subject}, ${JSON.stringify(details)}`.execute(tx);
}
