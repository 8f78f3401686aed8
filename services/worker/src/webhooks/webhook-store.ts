import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";

export interface DisabledWebhook {
  id: string;
  url: string;
  reason: string;
  /** E-mail address of its creator; null if that account is deleted or inactive. */
  email: string | null;
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
  const { rows } = await sql<DisabledWebhook & { workspaceId: string }>`
    update webhooks set is_active = false, disabled_reason = ${reason}, updated_at = now()
    where id = ${webhookId} and is_active
      and failing_since <= clock_timestamp() - make_interval(secs => ${failingForMs / 1_000})
    returning id, url, disabled_reason as reason, workspace_id as "workspaceId",
      (select email from users where users.id = created_by and users.is_active) as email`.execute(tx);
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
  return disabled;
}
