import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const idempotency: Migration = {
  name: "0005-idempotency",
  up: sql`
    -- Answers to requests with an Idempotency-Key, for a day.
    create table idempotent_answers (
      -- Hash of who asked and of the key.
      key_hash bytea primary key,
      -- Hash of what was asked.
      fingerprint bytea not null,
      -- Encrypted under a key that only who knows the Idempotency-Key can derive; null while the request is under way.
      answer bytea,
      -- When whoever works on it must be dead.
      abandoned_at timestamptz not null,
      created_at timestamptz not null default now()
    );
    create index idempotent_answers_created_idx on idempotent_answers (created_at);
  `,
};
