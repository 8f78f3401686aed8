import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import type { Outcome } from "./send-delivery.ts";

/** Longer than an attempt takes: a worker that has not finished by then is dead. */
const lease = sql`interval '60 seconds'`;

export interface Claim {
  limit: number;
  perWebhook: number;
  perWorkspace: number;
  /** Total for all webhooks whose last attempt failed. */
  failing: number;
  /** Deliveries that this worker is attempting. */
  inHand: Iterable<Pick<ClaimedDelivery, "webhookId" | "workspaceId" | "isFailing">>;
}

/**
 * Workspaces take turns, the one with fewest deliveries in progress first, so that a backlog does not block the others.
 * Steps from webhook to webhook by index, so the cost does not depend on the size of a backlog.
 */
export async function claimDeliveries(db: Db, { limit, ...bounds }: Claim): Promise<ClaimedDelivery[]> {
  const inHand = [...bounds.inHand];
  const { rows } = await sql<ClaimedDelivery>`
    /* prepared claim-deliveries */
    with recursive waiting as (
      (select webhook_id from webhook_deliveries where status = 'pending' order by webhook_id limit 1)
      union all
      select (
        select next.webhook_id from webhook_deliveries as next
        where status = 'pending' and next.webhook_id > waiting.webhook_id
        order by next.webhook_id limit 1
      ) from waiting where webhook_id is not null
    ), hand as materialized (
      select * from unnest(
        ${inHand.map(each => each.webhookId)}::uuid[], ${inHand.map(each => each.workspaceId)}::uuid[],
        ${inHand.map(each => each.isFailing)}::boolean[]
      ) as hand (webhook_id, workspace_id, is_failing)
    ), found as materialized (
      select found.id, next_attempt_at, workspace_id, url, secret_sealed, failing_since is not null as is_failing
      from waiting join webhooks on webhooks.id = waiting.webhook_id and is_active
      cross join lateral (
        select id, next_attempt_at from webhook_deliveries
        where webhook_id = webhooks.id and status = 'pending' and next_attempt_at <= now()
        order by next_attempt_at
        limit greatest(${bounds.perWebhook}::int - (select count(*) from hand where hand.webhook_id = webhooks.id), 0)
        for update skip locked
      ) as found
    ), in_turn as (
      select *, row_number() over (partition by workspace_id order by next_attempt_at)
        + (select count(*) from hand where hand.workspace_id = found.workspace_id) as turn
      from found
    ), ranked as (
      select *, row_number() over (partition by is_failing order by turn, next_attempt_at)
        + (select count(*) from hand where is_failing) as failing
      from in_turn where turn <= ${bounds.perWorkspace}::int
    ), due as materialized (
      select * from ranked where not is_failing or failing <= ${bounds.failing}::int
      order by turn, next_attempt_at limit ${limit}::int
    )
    update webhook_deliveries as delivery
    set attempts = attempts + 1, last_attempt_at = now(), next_attempt_at = now() + ${lease}
    from due, webhook_events as event
    where delivery.id = due.id and event.id = delivery.event_id
    returning delivery.id, webhook_id as "webhookId", due.workspace_id as "workspaceId", is_failing as "isFailing",
      event_id as "eventId", attempts, url, secret_sealed as "secretSealed", payload::text as body`.execute(db);
  return rows;
}

export interface Attempted {
  delivery: ClaimedDelivery;
  outcome: Outcome;
  durationMs: number;
}

/** Stores the outcome of an attempt. @param next the new state of the delivery */
export async function updateDelivery(
  db: Db,
  { delivery, outcome, durationMs }: Attempted,
  next: { status: "delivered" | "failed" } | { status: "pending"; inMs: number },
): Promise<void> {
  await db
    .updateTable("webhook_deliveries")
    .set({
      status: next.status,
      last_status: outcome.status,
      last_error: outcome.kind === "failed" ? outcome.error : null,
      // Without a response, the duration would reveal whether an internal name exists.
      last_duration_ms: outcome.status === null ? null : durationMs,
      ...(next.status === "pending" && { next_attempt_at: sql`now() + make_interval(secs => ${next.inMs / 1_000})` }),
    })
    .where("id", "=", delivery.id)
    .where("status", "=", "pending")
    .where("attempts", "=", delivery.attempts)
    .execute();
}

/** Releases a delivery as if it had not been attempted. */
export async function releaseDelivery(db: Db, { id, attempts }: ClaimedDelivery): Promise<void> {
  await sql`
    update webhook_deliveries set attempts = attempts - 1, next_attempt_at = now()
    where id = ${id} and status = 'pending' and attempts = ${attempts}`.execute(db);
}

/** Counts only active webhooks. */
export interface DeliveryBacklog {
  pending: number;
  /** Seconds since the oldest pending delivery became due. */
  oldestDueSeconds: number;
}

export async function readDeliveryBacklog(db: Db): Promise<DeliveryBacklog> {
  const { rows } = await sql<DeliveryBacklog>`
    select count(*) as pending,
      greatest(coalesce(extract(epoch from now() - min(next_attempt_at)), 0), 0)::float as "oldestDueSeconds"
    from webhook_deliveries join webhooks on webhooks.id = webhook_id
    where status = 'pending' and is_active`.execute(db);
  return rows[0] as DeliveryBacklog;
}
