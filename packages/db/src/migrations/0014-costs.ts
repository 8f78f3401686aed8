import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Limits on data that one account can create. */
export const costs: Migration = {
  name: "0014-costs",
  up: sql`
    -- Whether the webhook has the maximum of pending deliveries; workers check every few seconds. Meanwhile events are
    -- skipped.
    alter table webhooks add column is_backlog_full boolean not null default false;

    -- Skipped events per webhook. Only inserted at the time of the events, so that nothing waits for the webhook's row;
    -- a task sums up the rows.
    create table webhook_skips (
      webhook_id uuid not null references webhooks on delete cascade,
      events integer not null,
      skipped_at timestamptz not null default now()
    );
    create index webhook_skips_webhook_idx on webhook_skips (webhook_id);

    -- Hash of the client, to limit the stored responses per account. Rows of older versions have none and are deleted
    -- within a day.
    alter table idempotent_answers add column subject_hash bytea;
    create index idempotent_answers_subject_idx on idempotent_answers (subject_hash, created_at) where subject_hash is not null;
  `,
};
