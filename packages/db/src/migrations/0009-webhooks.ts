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
      -- Types of events that it wants.
      events text[] not null,
      -- Encrypted under the services' secret, as it must be read again to sign.
      secret_sealed bytea not null,
      is_active boolean not null default true,
      -- Since when it has heard of what it hears of now: made, switched on, or its events changed.
      listening_since timestamptz not null default now(),
      -- The first failure since the last success.
      failing_since timestamptz,
      -- Why it was switched off, where nobody did it on purpose.
      disabled_reason text,
      created_by uuid references users on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index webhooks_workspace_idx on webhooks (workspace_id, created_at, id);
    -- Every worker asks every few seconds whose clicks are listened to.
    create index webhooks_click_listeners_idx on webhooks (workspace_id)
      where is_active and 'link.clicked' = any(events);

    -- What happened, written in the transaction in which it happened, and only where somebody listens. The workspace is no
    -- foreign key: that one is deleted meanwhile must not fail a batch of clicks.
    create table webhook_events (
      id uuid primary key,
      workspace_id uuid not null,
      type text not null,
      -- The whole body that is sent.
      payload jsonb not null,
      -- Names what may be told only once, such as that a link has expired.
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
      -- While an attempt is under way: when another worker may take over.
      next_attempt_at timestamptz not null default now(),
      last_attempt_at timestamptz,
      last_status integer,
      last_error text,
      last_duration_ms integer,
      created_at timestamptz not null default now()
    );
    -- Led by the webhook, so that the backlog of one is no burden on the others.
    create index webhook_deliveries_due_idx on webhook_deliveries (webhook_id, next_attempt_at) where status = 'pending';
    create index webhook_deliveries_webhook_idx on webhook_deliveries (webhook_id, created_at, id);
    create index webhook_deliveries_event_idx on webhook_deliveries (event_id);

    create index links_expires_idx on links (workspace_id, expires_at) where expires_at is not null;
  `,
};
