import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../auth/actor.ts";
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

/** What its owner decides about a webhook. */
export type WebhookSettings = Pick<WebhookRecord, "url" | "description" | "events">;

const workspaceOf = ({ userId }: Caller) =>
  sql<string>`(select id from workspaces where personal_user_id = ${userId}::uuid)`;

const selectOwn = (db: Db, actor: Caller) =>
  db.selectFrom("webhooks").select(columns).where("workspace_id", "=", workspaceOf(actor)).$castTo<WebhookRecord>();

/** Holds the actor's workspace until the transaction ends, and tells how many webhooks it has. */
export async function lockAndCountWebhooks(tx: Db, actor: Caller): Promise<number> {
  await sql`select from workspaces where personal_user_id = ${actor.userId} for no key update`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from webhooks where workspace_id = ${workspaceOf(actor)}`.execute(tx);
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
      workspace_id: workspaceOf(actor),
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
  return selectOwn(db, actor).orderBy("created_at", "desc").orderBy("id", "desc").execute();
}

/** @throws Problem "webhook-not-found", also when it is another's */
export async function getWebhook(db: Db, actor: Caller, id: string): Promise<WebhookRecord> {
  const webhook = await selectOwn(db, actor).where("id", "=", id).executeTakeFirst();
  if (!webhook) throw new Problem("webhook-not-found");
  return webhook;
}

/** As `getWebhook`, and nobody else may change or delete it until the transaction ends. */
export async function lockWebhook(tx: Db, actor: Caller, id: string): Promise<WebhookRecord> {
  const webhook = await selectOwn(tx, actor).where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  if (!webhook) throw new Problem("webhook-not-found");
  return webhook;
}

/** @param isHearingAnew whether it begins to hear of something that it did not hear of before */
export async function updateSettings(
  tx: Db,
  id: string,
  settings: WebhookSettings & Pick<WebhookRecord, "isActive" | "failingSince" | "disabledReason">,
  isHearingAnew: boolean,
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
      ...(isHearingAnew && { listening_since: sql`now()` }),
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
