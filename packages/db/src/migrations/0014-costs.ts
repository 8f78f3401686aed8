import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Bounds on what one account can make grow. */
export const costs: Migration = {
  name: "0014-costs",
  up: sql`
    -- Whether as many deliveries wait as one webhook may have; workers look every few seconds. Events are skipped meanwhile.
    alter table webhooks add column is_backlog_full boolean not null default false;

    -- How many events a webhook was not sent for that reason. Only inserted while something happens, so that nothing waits for
    -- the webhook's row; a task adds the rows of one webhook up.
    create table webhook_skips (
      webhook_id uuid not null references webhooks on delete cascade,
      events integer not null,
      skipped_at timestamptz not null default now()
    );
    create index webhook_skips_webhook_idx on webhook_skips (webhook_id);

    -- Whose answer it is, hashed, to bound what is kept for one account. Answers of older versions have none and go within a day.
    alter table idempotent_answers add column subject_hash bytea;
    create index idempotent_answers_subject_idx on idempotent_answers (subject_hash, created_at) where subject_hash is not null;
  `,
};
