import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const requestLog: Migration = {
  name: "0040-request-log",
  up: sql`
    -- Requests with API keys, for the developers who made them. Management writes it in batches, workers prune it.
    create table request_log (
      -- In order of time.
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      -- No reference, as entries outlive their key.
      key_id uuid not null,
      key_name text not null,
      at timestamptz not null,
      method text not null,
      path text not null,
      -- Null if the client left before the response.
      status smallint,
      duration_ms int not null,
      problem text,
      request_id text not null
    );
    create index request_log_user_idx on request_log (user_id, id desc);
  `,
};
