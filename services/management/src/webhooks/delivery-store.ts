import type { DeliveryStatus, WebhookEvent, WebhookEventType } from "@shunt/contracts/webhooks";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Position } from "../http/index.ts";

/** Older deliveries fail when their webhook is enabled again. */
const longestWait = sql`interval '3 days'`;

export interface DeliveryRow extends Position {
  event_id: string;
  event_type: WebhookEventType;
  status: DeliveryStatus;
  attempts: number;
  last_attempt_at: Date | null;
  last_status: number | null;
  last_error: string | null;
  last_duration_ms: number | null;
  next_attempt_at: Date;
  created_at: Date;
  payload: unknown;
}

export interface DeliveryFilter {
  status: DeliveryStatus | undefined;
  /** Types of events to leave out. */
  hidden: readonly WebhookEventType[];
  after: Position | undefined;
  limit: number;
}

/** The newest first. */
export async function findDeliveries(
  db: Db,
  webhookId: string,
  { status, hidden, after, limit }: DeliveryFilter,
): Promise<DeliveryRow[]> {
  let query = db
    .selectFrom("webhook_deliveries as delivery")
    .innerJoin("webhook_events as event", "event.id", "delivery.event_id")
    .select([
      "delivery.id",
      "event_id",
      "event.type as event_type",
      "status",
      "attempts",
      "last_attempt_at",
      "last_status",
      "last_error",
      "last_duration_ms",
      "next_attempt_at",
      "delivery.created_at",
      "payload",
      // In microseconds, which a JavaScript date would lose.
      sql<string>`to_char(delivery.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as("at"),
    ])
    .where("webhook_id", "=", webhookId);
  if (status !== undefined) query = query.where("status", "=", status);
  if (hidden.length > 0) query = query.where("event.type", "not in", hidden);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(delivery.created_at, delivery.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
    );
  return query
    .orderBy("delivery.created_at", "desc")
    .orderBy("delivery.id", "desc")
    .limit(limit)
    .$castTo<DeliveryRow>()
    .execute();
}

/** Regardless of the webhook's subscriptions. */
export async function insertEventFor(tx: Db, webhookId: string, event: WebhookEvent): Promise<void> {
  await sql`
    with made as (
      insert into webhook_events (id, workspace_id, type, payload)
      values (${uuidv7()}, ${event.workspaceId}, ${event.type}, ${JSON.stringify(event.payload)}::jsonb)
      returning id
    )
    insert into webhook_deliveries (id, webhook_id, event_id)
    select gen_random_uuid(), ${webhookId}, id from made`.execute(tx);
}

/** Returns undefined if the delivery does not exist. */
export async function findDeliveryType(db: Db, webhookId: string, id: string): Promise<WebhookEventType | undefined> {
  const found = await db
    .selectFrom("webhook_deliveries as delivery")
    .innerJoin("webhook_events as event", "event.id", "delivery.event_id")
    .select("event.type")
    .$castTo<{ type: WebhookEventType }>()
    .where("delivery.id", "=", id)
    .where("webhook_id", "=", webhookId)
    .executeTakeFirst();
  return found?.type;
}

/** Returns false if the delivery does not exist or is pending. */
export async function restartDelivery(tx: Db, webhookId: string, id: string): Promise<boolean> {
  const restarted = await tx
    .updateTable("webhook_deliveries")
    .set({ status: "pending", attempts: 0, next_attempt_at: sql`now()` })
    .where("id", "=", id)
    .where("webhook_id", "=", webhookId)
    .where("status", "<>", "pending")
    .returning("id")
    .executeTakeFirst();
  return restarted !== undefined;
}

export async function failOldDeliveries(tx: Db, webhookIds: readonly string[]): Promise<void> {
  await tx
    .updateTable("webhook_deliveries")
    .set({ status: "failed", last_error: "Expired after waiting more than three days while the webhook was disabled" })
    .where("webhook_id", "=", sql<string>`any(${webhookIds}::uuid[])`)
    .where("status", "=", "pending")
    .where("created_at", "<", sql<Date>`now() - ${longestWait}`)
    .execute();
}
