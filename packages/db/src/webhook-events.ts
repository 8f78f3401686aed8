import { sql } from "kysely";
import type { Db } from "./create-db.ts";

/** Something that happened in a workspace, as its webhooks are told of it. */
export interface WebhookEvent {
  /** A UUID of version 7; receivers know the event by it. */
  id: string;
  workspaceId: string;
  type: string;
  /** The whole body that is sent; it must survive JSON. */
  payload: unknown;
  /** Names what may be told only once: of several events with this name, the first is kept. */
  onceKey?: string;
  /** When it happened, where that was a while ago: who listens only since then is not told. */
  happenedAt?: Date;
}

/**
 * Notes events, with a delivery of each for every webhook of its workspace that is on and wants its type, in the transaction in
 * which they happened. What nobody listens to is not kept. Webhooks with a full backlog get no delivery; how many events they miss
 * is counted instead.
 */
export async function insertWebhookEvents(tx: Db, events: readonly WebhookEvent[]): Promise<void> {
  if (events.length === 0) return;
  const column = <T>(of: (event: WebhookEvent) => T) => events.map(of);
  // A webhook that is deleted at this moment is waited for: without the lock its foreign key would fail the transaction.
  await sql`
    with given as materialized (
      select * from unnest(
        ${column(event => event.id)}::uuid[], ${column(event => event.workspaceId)}::uuid[],
        ${column(event => event.type)}::text[], ${column(event => toJson(event.payload))}::text[],
        ${column(event => event.onceKey ?? null)}::text[], ${column(event => event.happenedAt ?? null)}::timestamptz[]
      ) as given (id, workspace_id, type, payload, once_key, happened_at)
    ), wanted as materialized (
      select given.id as event_id, webhooks.id as webhook_id, is_backlog_full, once_key is not null as is_once
      from given join webhooks on webhooks.workspace_id = given.workspace_id
      where webhooks.is_active and given.type = any(webhooks.events)
        and (given.happened_at is null or given.happened_at >= webhooks.listening_since)
      for key share of webhooks
    ), made as (
      insert into webhook_events (id, workspace_id, type, payload, once_key)
      select id, workspace_id, type, payload::jsonb, once_key from given
      -- Those with a name are kept in any case, as it says that they have been told.
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

/** Without NUL and lone surrogates, which jsonb refuses: nothing that a visitor sends may fail the transaction. */
function toJson(payload: unknown): string {
  return JSON.stringify(payload, (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
  );
}
