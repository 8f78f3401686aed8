import type { WebhookEvent } from "@shunt/contracts/webhooks";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "./create-db.ts";

/**
 * Stores events with a delivery for each active webhook that subscribes to them; without a subscriber, nothing is
 * stored. Call it in the transaction that causes the events. Webhooks with a full backlog get no delivery, but the
 * skipped events are counted.
 */
export async function insertWebhookEvents(tx: Db, events: readonly WebhookEvent[]): Promise<void> {
  if (events.length === 0) return;
  const column = <T>(of: (event: WebhookEvent) => T) => events.map(each => of(each));
  // `skip locked`: the foreign key of a delivery would wait for a webhook that is being deleted and then fail the
  // transaction.
  await sql`
    /* prepared insert-webhook-events */
    with given as materialized (
      select * from unnest(
        ${column(() => uuidv7())}::uuid[], ${column(event => event.workspaceId)}::uuid[],
        ${column(event => event.type)}::text[], ${column(event => toJson(event.payload))}::text[],
        ${column(event => event.onceKey ?? null)}::text[], ${column(event => event.happenedAt ?? null)}::timestamptz[]
      ) as given (id, workspace_id, type, payload, once_key, happened_at)
    ), wanted as materialized (
      select given.id as event_id, webhooks.id as webhook_id, is_backlog_full, once_key is not null as is_once
      from given join webhooks on webhooks.workspace_id = given.workspace_id
      where webhooks.is_active and given.type = any(webhooks.events)
        and (given.happened_at is null or given.happened_at >= webhooks.listening_since)
      for key share of webhooks skip locked
    ), made as (
      insert into webhook_events (id, workspace_id, type, payload, once_key)
      select id, workspace_id, type, payload::jsonb, once_key from given
      -- Events with a once_key are stored even if all backlogs are full, to prevent a second emission.
      where id in (select event_id from wanted where is_once or not is_backlog_full)
      on conflict (once_key) do nothing
      returning id
    ), skipped as (
      insert into webhook_skips (webhook_id, events)
      select webhook_id, count(*) from wanted
      where is_backlog_full and (not is_once or event_id in (select id from made))
      group by webhook_id
    )
    insert into webhook_deliveries (id, webhook_id, event_id)
    select gen_random_uuid(), webhook_id, event_id from wanted join made on made.id = event_id
    where not is_backlog_full`.execute(tx);
}

/** Drops NUL and lone surrogates, which jsonb refuses, so that visitor input cannot fail the transaction. */
function toJson(payload: unknown): string {
  return JSON.stringify(payload, (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
  );
}
