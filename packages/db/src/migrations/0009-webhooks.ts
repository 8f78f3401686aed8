import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const webhooks: Migration = {
  name: "0009-webhooks",
  up: sql`
    create table webhooks (
      id uuid primary key,
      workspace_id uuid not null references workspaces on delete cascade,
      url text not null,
      description text,
      -- Subscribed event types.
      events text[] not null,
      -- Encrypted under SECRET_KEY instead of hashed, because signing needs the secret.
      secret_sealed bytea not null,
      is_active boolean not null default true,
      -- Start of the current subscription: created, enabled, or events changed.
      listening_since timestamptz not null default now(),
      -- First failure since the last success.
      failing_since timestamptz,
      -- Why it was disabled automatically; null otherwise.
      disabled_reason text,
      created_by uuid references users on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index webhooks_workspace_idx on webhooks (workspace_id, created_at, id);
    -- Every worker reads the subscribers to clicks every few seconds.
    create index webhooks_click_listeners_idx on webhooks (workspace_id)
      where is_active and 'link.clicked' = any(events);

    -- Events, written in the transaction that causes them, and only for subscribers. No foreign key to the workspace,
    -- as its deletion must not fail a batch of clicks.
    create table webhook_events (
      id uuid primary key,
      workspace_id uuid not null,
      type text not null,
      -- Complete request body.
      payload jsonb not null,
      -- Unique key of an event that may be emitted only once, such as the expiry of a link.
      once_key text unique,
      created_at timestamptz not null default now()
    );
    create index webhook_events_created_idx on webhook_events (created_at);

    create table webhook_deliveries (
      id uuid primary key,
      webhook_id uuid not null references webhooks on delete cascade,
      event_id uuid not null references webhook_events on delete cascade,
      status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
      attempts integer not null default 0,
      -- During an attempt: when another worker may take over.
      next_attempt_at timestamptz not null default now(),
      last_attempt_at timestamptz,
      last_status integer,
      last_error text,
      last_duration_ms integer,
      created_at timestamptz not null default now()
    );
    -- Starts with the webhook, so that one backlog does not slow down others.
    create index webhook_deliveries_due_idx on webhook_deliveries (webhook_id, next_attempt_at) where status = 'pending';
    create index webhook_deliveries_webhook_idx on webhook_deliveries (webhook_id, created_at, id);
    create index webhook_deliveries_event_idx on webhook_deliveries (event_id);

    create index links_expires_idx on links (workspace_id, expires_at) where expires_at is not null;
  `,
};
