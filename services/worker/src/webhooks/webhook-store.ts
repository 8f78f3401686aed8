import { type Db, noticeRecipients } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";

export interface DisabledWebhook {
  id: string;
  url: string;
  reason: string;
  /** The accounts that get notices of it: its creator or the owners of its workspace. */
  recipients: Recipient[];
}

export interface Recipient {
  email: string;
  /** That the account has chosen. */
  language: string | null;
}

export async function clearFailing(db: Db, webhookId: string): Promise<void> {
  await sql`update webhooks set failing_since = null where id = ${webhookId} and failing_since is not null`.execute(db);
}

/** Locks the webhook until the transaction ends. */
export async function markFailing(tx: Db, webhookId: string): Promise<void> {
  await sql`update webhooks set failing_since = coalesce(failing_since, now()) where id = ${webhookId}`.execute(tx);
}

/**
 * Records it in the audit log without an actor. Returns undefined if the webhook is already disabled or has not failed for
 * `failingForMs`.
 */
export async function disableWebhook(
  tx: Db,
  webhookId: string,
  { reason, failingForMs }: { reason: string; failingForMs: number },
): Promise<DisabledWebhook | undefined> {
  const { rows } = await sql<Omit<DisabledWebhook, "recipients"> & { workspaceId: string; createdBy: string | null }>`
    update webhooks set is_active = false, disabled_reason = ${reason}, updated_at = now()
    where id = ${webhookId} and is_active
      and failing_since <= clock_timestamp() - make_interval(secs => ${failingForMs / 1_000})
    returning id, url, disabled_reason as reason, workspace_id as "workspaceId", created_by as "createdBy"`.execute(tx);
  const [disabled] = rows;
  if (!disabled) return undefined;
  await tx
    .insertInto("audit_log")
    .values({
      id: uuidv7(),
      workspace_id: disabled.workspaceId,
      actor_id: null,
      action: "webhook.switched-off",
      subject_id: disabled.id,
      details: JSON.stringify({ reason }),
    })
    .execute();
  const { id, url } = disabled;
  return { id, url, reason, recipients: await findRecipients(tx, disabled) };
}

async function findRecipients(
  tx: Db,
  { workspaceId, createdBy }: { workspaceId: string; createdBy: string | null },
): Promise<Recipient[]> {
  const recipients = noticeRecipients({
    kind: "webhook",
    verb: "edit",
    workspaceId: sql`${workspaceId}::uuid`,
    creatorId: sql`${createdBy}::uuid`,
  });
  const { rows } = await sql<Recipient>`select email, language from ${recipients} order by email`.execute(tx);
  return rows;
}
