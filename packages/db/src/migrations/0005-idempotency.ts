import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const idempotency: Migration = {
  name: "0005-idempotency",
  up: sql`
    -- Responses to requests with an Idempotency-Key, stored for a day.
    create table idempotent_answers (
      -- Hash of the client and the key.
      key_hash bytea primary key,
      -- Hash of the request.
      fingerprint bytea not null,
      -- Encrypted under a key derived from the Idempotency-Key; null while the request is running.
      answer bytea,
      -- After this time the process that handles the request must be dead.
      abandoned_at timestamptz not null,
      created_at timestamptz not null default now()
    );
    create index idempotent_answers_created_idx on idempotent_answers (created_at);
  `,
};
