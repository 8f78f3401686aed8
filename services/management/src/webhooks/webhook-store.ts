import { Problem } from "@shunt/contracts/problem";
import type { Verb } from "@shunt/contracts/roles";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { allowedTo, type Caller, editableBy, visibleTo } from "../access/index.ts";
import type { WebhookRecord } from "./webhook-record.ts";

const columns = [
  "id",
  "workspace_id as workspaceId",
  "url",
  "description",
  "events",
  "is_active as isActive",
  "failing_since as failingSince",
  "disabled_reason as disabledReason",
  "created_at as createdAt",
  "updated_at as updatedAt",
  sql<number>`(select coalesce(sum(events), 0)::int from webhook_skips where webhook_id = webhooks.id)`.as(
    "skippedEvents",
  ),
  sql<Date | null>`(select max(skipped_at) from webhook_skips where webhook_id = webhooks.id)`.as("lastSkippedAt"),
] as const;

export type WebhookSettings = Pick<WebhookRecord, "url" | "description" | "events">;

const selectWhere = (db: Db, condition: RawBuilder<boolean>) =>
  db.selectFrom("webhooks").select(columns).where(condition).$castTo<WebhookRecord>();

/** Locks the workspace until the transaction ends. */
export async function lockAndCountWebhooks(tx: Db, workspaceId: string): Promise<number> {
  await sql`select from workspaces where id = ${workspaceId} for no key update`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from webhooks where workspace_id = ${workspaceId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

export async function insertWebhook(
  tx: Db,
  actor: Caller,
  { url, description, events, ...rest }: WebhookSettings & { id: string; secretSealed: Buffer },
): Promise<WebhookRecord> {
  return tx
    .insertInto("webhooks")
    .values({
      id: rest.id,
      workspace_id: actor.workspaceId,
      url,
      description,
      events,
      secret_sealed: rest.secretSealed,
      created_by: actor.userId,
    })
    .returning(columns)
    .$castTo<WebhookRecord>()
    .executeTakeFirstOrThrow();
}

/** The newest first. */
export async function findWebhooks(db: Db, actor: Caller): Promise<WebhookRecord[]> {
  return selectWhere(db, visibleTo(actor, "webhook")).orderBy("created_at", "desc").orderBy("id", "desc").execute();
}

/** @throws Problem "webhook-not-found", also for a webhook that the actor may not see */
export async function getWebhook(db: Db, actor: Caller, id: string, verb: Verb = "read"): Promise<WebhookRecord> {
  const webhook = await selectWhere(db, allowedTo(actor, verb, "webhook"))
    .where("id", "=", id)
    .executeTakeFirst();
  if (!webhook) throw new Problem("webhook-not-found");
  return webhook;
}

/** Until the transaction ends. @throws Problem "webhook-not-found" */
export async function lockWebhook(tx: Db, actor: Caller, id: string): Promise<WebhookRecord> {
  const webhook = await selectWhere(tx, editableBy(actor, "webhook"))
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!webhook) throw new Problem("webhook-not-found");
  return webhook;
}

/** @param hasNewSubscriptions also when it is enabled; earlier events are not delivered */
export async function updateSettings(
  tx: Db,
  id: string,
  settings: WebhookSettings & Pick<WebhookRecord, "isActive" | "failingSince" | "disabledReason">,
  hasNewSubscriptions: boolean,
): Promise<WebhookRecord> {
  return tx
    .updateTable("webhooks")
    .set({
      url: settings.url,
      description: settings.description,
      events: settings.events,
      is_active: settings.isActive,
      failing_since: settings.failingSince,
      disabled_reason: settings.disabledReason,
      ...(hasNewSubscriptions && { listening_since: sql`now()` }),
      updated_at: sql`now()`,
    })
    .where("id", "=", id)
    .returning(columns)
    .$castTo<WebhookRecord>()
    .executeTakeFirstOrThrow();
}

export async function updateSecret(tx: Db, id: string, secretSealed: Buffer): Promise<void> {
  await tx
    .updateTable("webhooks")
    .set({ secret_sealed: secretSealed, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

export async function deleteWebhookRow(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom("webhooks").where("id", "=", id).execute();
}
